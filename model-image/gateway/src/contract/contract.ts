import type { ContractColumn } from './column';
import { inferColumn } from './infer';
import { nearest } from './nearest';
import { RowsBuilder } from './rows-builder';
import type { Origin, Table } from './table';
import { readValue, Refusal } from './values';
import { quote, Violations } from './violations';
import type { WireType } from '../wire/layout';
import type { Rows } from '../wire/rows';
import { makeSchema, type Schema } from '../wire/schema';

/** A column of a request to a model that says nothing of what it takes. */
export function unknownColumn(name: string): ContractColumn {
  return { name, type: 'any', nullable: true, levels: [], minimum: null, maximum: null, description: '' };
}

/** What a model takes: declared in the spec, learnt from the model, or (null columns) whatever comes. */
export class Contract {
  /** The schema of every frame; undefined when a column's type depends on the request. */
  readonly schema: Schema | undefined;

  constructor(readonly columns: readonly ContractColumn[] | null) {
    const typed = columns?.filter(({ type }) => type !== 'any');
    if (columns !== null && typed?.length === columns.length) this.schema = makeSchema(columns as readonly (ContractColumn & { type: WireType })[]);
  }

  /** Holds a request's table against the contract: the rows for the model, or everything that is wrong with them. */
  check(table: Table): Rows | Violations {
    const violations = new Violations();
    if (table.rows === 0) {
      violations.add({ column: '', found: 'no rows', allowed: 'at least one row' });
      return violations;
    }
    const given = this.columns ?? table.names.map(unknownColumn);
    if (given.length === 0) {
      violations.add({ column: '', found: 'no columns', allowed: 'at least one column' });
      return violations;
    }
    const sources = this.match(table, given, violations);
    const columns = this.schema === undefined ? given.map((column, index) => resolveType(column, sources[index], table, violations)) : given;
    if (violations.count > 0 && this.schema === undefined) return violations;

    const schema = this.schema ?? makeSchema(columns as readonly (ContractColumn & { type: WireType })[]);
    const builder = new RowsBuilder(schema, table.rows);
    for (let index = 0; index < columns.length; index += 1) {
      const source = sources[index];
      if (source !== undefined) fill(builder, schema, index, columns[index], source, table.origin, violations);
    }
    return violations.count > 0 ? violations : builder.rows();
  }

  /** The table's column of each column of the contract. */
  private match(table: Table, given: readonly ContractColumn[], violations: Violations): (readonly unknown[] | undefined)[] {
    if (table.names.length === given.length && given.every(({ name }, index) => table.names[index] === name)) return [...table.columns];
    const places = new Map(table.names.map((name, index) => [name, index]));
    const names = given.map(({ name }) => name);
    for (const name of table.names) {
      if (!names.includes(name)) {
        violations.add({ column: name, found: 'an unknown column', allowed: `${names.map((known) => JSON.stringify(known)).join(', ')}${nearest(name, names)}` });
      }
    }
    return given.map((column) => {
      const place = places.get(column.name);
      if (place !== undefined) return table.columns[place];
      if (column.nullable) return new Array<null>(table.rows).fill(null);
      violations.add({ column: column.name, found: 'no such column', allowed: describeType(column) });
      return undefined;
    });
  }
}

function fill(
  builder: RowsBuilder, schema: Schema, index: number, column: ContractColumn, source: readonly unknown[], origin: Origin, violations: Violations,
): void {
  const place = schema.columns[index];
  if (column.type === 'double' && column.minimum === null && column.maximum === null && builder.setDoubles(place, source)) return;
  for (let row = 0; row < source.length; row += 1) {
    const value = source[row];
    if (value === null || value === undefined) {
      if (column.nullable) builder.setMissing(place, row);
      else violations.add({ row: row + 1, column: column.name, found: value === null ? 'a missing value' : 'no such column', allowed: describeType(column) });
      continue;
    }
    const reading = readValue(column, value, origin);
    if (reading instanceof Refusal) violations.add({ row: row + 1, column: column.name, found: quote(value), allowed: reading.allowed });
    else builder.set(place, row, reading);
  }
}

function resolveType(column: ContractColumn, source: readonly unknown[] | undefined, table: Table, violations: Violations): ContractColumn {
  if (column.type !== 'any' || source === undefined) return column.type === 'any' ? { ...column, type: 'double' } : column;
  return { ...column, type: inferColumn(column.name, source, table.origin === 'text', violations) };
}

function describeType(column: ContractColumn): string {
  return column.type === 'any' ? 'a value' : `${/^[aeiou]/.test(column.type) ? 'an' : 'a'} ${column.type}`;
}
