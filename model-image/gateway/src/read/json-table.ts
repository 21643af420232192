import type { JsonText } from './json-text';
import type { Table } from '../contract/table';
import { Problem } from '../http/problem';

/** How a request's rows are laid out; its answer is laid out the same way. */
export type Orientation = 'record' | 'records' | 'columns' | 'df' | 'split' | 'csv';

export interface ReadTable {
  readonly table: Table;
  readonly orientation: Orientation;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const FORMS = 'an array of records, an object of columns, {"df": records}, {"columns": names, "data": rows} or one record';

/**
 * The rows of a JSON document, by its shape.
 *
 * @throws Problem 400 when it has none of the shapes, or an object that gives a name twice.
 */
export function readJsonTable(document: JsonText): ReadTable {
  const { value } = document;
  if (Array.isArray(value)) return { table: fromRecords(value, document.members, 0), orientation: 'records' };
  if (!isObject(value)) throw new Problem(400, `the body must be ${FORMS}`);
  const names = Object.keys(value);
  if (names.length === 1 && Array.isArray(value.df) && value.df.every(isObject)) return { table: fromRecords(value.df, document.members, 1), orientation: 'df' };
  if (isSplit(value, names)) return { table: fromSplit(value, document.members), orientation: 'split' };
  const arrays = names.filter((name) => Array.isArray(value[name])).length;
  if (names.length > 0 && arrays === names.length) return { table: fromColumns(value, names, document.members), orientation: 'columns' };
  if (arrays > 0) throw new Problem(400, `the body mixes columns and single values; it must be ${FORMS}`);
  return { table: fromRecords([value], document.members, 0), orientation: 'record' };
}

function refuseRepeats(counted: number, members: number): void {
  if (counted !== members) throw new Problem(400, 'the body has an object that gives the same name twice, or an object where a value belongs');
}

function fromRecords(records: readonly unknown[], members: number, outside: number): Table {
  const names: string[] = [];
  const columns: unknown[][] = [];
  const places = new Map<string, number>();
  let counted = outside;
  for (let row = 0; row < records.length; row += 1) {
    const record = records[row];
    if (!isObject(record)) throw new Problem(400, `row ${row + 1} is not an object; the body must be ${FORMS}`);
    const keys = Object.keys(record);
    counted += keys.length;
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index];
      // Records nearly always name their columns in the same order.
      let place = names[index] === key ? index : places.get(key);
      if (place === undefined) {
        place = names.push(key) - 1;
        places.set(key, place);
        columns.push(new Array<unknown>(records.length).fill(undefined));
      }
      columns[place][row] = record[key];
    }
  }
  if (counted !== members && !records.some((record) => Object.values(record as Json).some((value) => typeof value === 'object' && value !== null))) {
    refuseRepeats(counted, members);
  }
  return { names, columns, rows: records.length, origin: 'json' };
}

function fromColumns(value: Json, names: readonly string[], members: number): Table {
  const columns = names.map((name) => value[name] as readonly unknown[]);
  const rows = columns[0].length;
  columns.forEach((column, index) => {
    if (column.length !== rows) throw new Problem(400, `column ${JSON.stringify(names[index])} has ${column.length} values where ${JSON.stringify(names[0])} has ${rows}`);
  });
  if (!columns.some((column) => column.some((cell) => typeof cell === 'object' && cell !== null))) refuseRepeats(names.length, members);
  return { names, columns, rows, origin: 'json' };
}

/** As pandas writes a frame with orient="split": https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.to_json.html */
function isSplit(value: Json, names: readonly string[]): boolean {
  const known = names.every((name) => name === 'columns' || name === 'data' || name === 'index');
  return known && Array.isArray(value.columns) && Array.isArray(value.data)
    && value.columns.every((name) => typeof name === 'string') && value.data.every((row) => Array.isArray(row));
}

function fromSplit(value: Json, members: number): Table {
  const names = value.columns as readonly string[];
  const data = value.data as readonly (readonly unknown[])[];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Problem(400, `column ${JSON.stringify(twice)} is given twice`);
  data.forEach((row, index) => {
    if (row.length !== names.length) throw new Problem(400, `row ${index + 1} has ${row.length} values for ${names.length} columns`);
  });
  if (!data.some((row) => row.some((cell) => typeof cell === 'object' && cell !== null))) refuseRepeats(Object.keys(value).length, members);
  return { names, columns: names.map((_, column) => data.map((row) => row[column])), rows: data.length, origin: 'json' };
}
