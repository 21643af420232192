import type { Contract } from '../contract/contract';
import type { Table } from '../contract/table';
import { Problem } from '../http/problem';
import { readJsonTable } from '../read/json-table';
import type { JsonText } from '../read/json-text';

/**
 * How a client gave the input, which its answer follows: one data frame or matrix, a vector per parameter, a single value per parameter.
 */
export type InputForm = 'frame' | 'vectors' | 'scalars';

export interface MlInput {
  readonly table: Table;
  readonly form: InputForm;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const FORMS = 'an object of the service\'s input parameters: one data frame, as columns or records, or a value or vector for each column';

/**
 * The rows of a request's input parameters.
 *
 * Columns that the contract does not know are left out: Machine Learning Server handed them to R, where predict() does not look at them, so
 * clients send whole data frames, response and all.
 *
 * @throws Problem 400 for anything else than input parameters.
 */
export function readInput(document: JsonText, contract: Contract): MlInput {
  const { value } = document;
  if (!isObject(value)) throw new Problem(400, `the body must be ${FORMS}`);
  const { table, form } = readForm(value, document.members, contract);
  return { table: suited(table, contract), form };
}

function readForm(value: Json, members: number, contract: Contract): MlInput {
  const given = Object.values(value);
  const [only] = given;
  if (given.length === 1 && Array.isArray(only) && only.length > 0 && only.every((row) => Array.isArray(row))) return { table: fromMatrix(only as unknown[][], contract), form: 'frame' };
  if (given.length === 1 && (isObject(only) || (Array.isArray(only) && only.length > 0 && only.every(isObject)))) {
    return { table: readJsonTable({ value: only, members: members - 1 }).table, form: 'frame' };
  }
  const { table, orientation } = readJsonTable({ value, members });
  return { table, form: orientation === 'record' ? 'scalars' : 'vectors' };
}

/** Rows by position: their columns are the contract's, in its order. */
function fromMatrix(rows: readonly (readonly unknown[])[], { columns }: Contract): Table {
  if (columns === null) throw new Problem(400, 'a matrix is taken where the model\'s columns are known, and they are not');
  rows.forEach((row, index) => {
    if (row.length !== columns.length) throw new Problem(400, `row ${index + 1} of the matrix has ${row.length} values for ${columns.length} columns`);
  });
  return { names: columns.map(({ name }) => name), columns: columns.map((_, at) => rows.map((row) => row[at])), rows: rows.length, origin: 'json' };
}

function suited(table: Table, { columns }: Contract): Table {
  const known = columns === null ? undefined : new Map(columns.map((column) => [column.name, column]));
  const names: string[] = [];
  const kept: (readonly unknown[])[] = [];
  table.names.forEach((name, at) => {
    const column = known?.get(name);
    if (known !== undefined && column === undefined) return;
    names.push(name);
    const isText = column === undefined || column.type === 'string' || column.type === 'factor' || column.type === 'ordered';
    kept.push(isText ? table.columns[at] : table.columns[at].map(missingWhereNa));
  });
  return { ...table, names, columns: kept };
}

/** R's jsonlite writes a missing number as the string "NA" (its toJSON(), argument na). */
const missingWhereNa = (value: unknown): unknown => (value === 'NA' ? null : value);
