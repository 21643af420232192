import type { Orientation } from './json-table';
import type { JsonText } from './json-text';
import type { ContractColumn } from '../contract/column';
import type { Contract } from '../contract/contract';
import { RowsBuilder } from '../contract/rows-builder';
import { readValue, Refusal } from '../contract/values';
import type { Rows } from '../wire/rows';
import type { SchemaColumn } from '../wire/schema';

export interface ReadRows {
  readonly rows: Rows;
  readonly orientation: Orientation;
}

/**
 * The rows of a record or of an array of records, straight into a frame's blocks. Takes records whose members are exactly the contract's columns, in
 * whatever order, with values that fit; answers undefined for anything else. Then the way by a table has to be gone, which knows how to say what is
 * wrong; the rows it finds are the same.
 */
export function readJsonRows({ value, members }: JsonText, contract: Contract): ReadRows | undefined {
  const { columns, schema } = contract;
  if (columns === null || schema === undefined || columns.length === 0) return undefined;
  const many = Array.isArray(value);
  const records = many ? value as readonly unknown[] : [value];
  // With a value for every column in every record, one member more would be a name that is unknown or comes twice, or a value that has members.
  if (records.length === 0 || members !== records.length * columns.length) return undefined;
  const builder = new RowsBuilder(schema, records.length);
  for (let row = 0; row < records.length; row += 1) {
    const record = records[row];
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      if (!take((record as Readonly<Record<string, unknown>>)[column.name], column, schema.columns[index], row, builder)) return undefined;
    }
  }
  return { rows: builder.rows(), orientation: many ? 'records' : 'record' };
}

/** False for what does not fit, and for what no record has of its own: what objects inherit are objects and functions. */
function take(value: unknown, column: ContractColumn, place: SchemaColumn, row: number, builder: RowsBuilder): boolean {
  if (typeof value === 'number' && column.type === 'double' && column.minimum === null && column.maximum === null && Number.isFinite(value)) {
    builder.setDouble(place, row, value);
    return true;
  }
  if (value === null) {
    if (column.nullable) builder.setMissing(place, row);
    return column.nullable;
  }
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') return false;
  const reading = readValue(column, value, 'json');
  if (reading instanceof Refusal) return false;
  builder.set(place, row, reading);
  return true;
}
