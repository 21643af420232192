import { type Cell, csvCell, csvText, jsonCell } from './cells';
import type { Orientation } from '../read/json-table';
import type { Rows } from '../wire/rows';

export const JSON_TYPE = 'application/json';
export const CSV_TYPE = 'text/csv; charset=utf-8';

/** The rows from..to of an answer, laid out as the request was. `to` is exclusive. */
export function renderAnswer(orientation: Orientation, rows: Rows, from: number, to: number): string {
  switch (orientation) {
    case 'record': return to - from === 1 ? records(rows, from, to) : `[${records(rows, from, to)}]`;
    case 'records': return `[${records(rows, from, to)}]`;
    case 'df': return `{"df":[${records(rows, from, to)}]}`;
    case 'columns': return columns(rows, from, to);
    case 'split': return split(rows, from, to);
    case 'csv': return csv(rows, from, to);
  }
}

export function contentTypeOf(orientation: Orientation): string {
  return orientation === 'csv' ? CSV_TYPE : JSON_TYPE;
}

interface Member {
  /** With what goes before it. */
  readonly name: string;
  readonly cell: Cell;
}

/** The rows of a worker's answer belong to many requests. */
const membersOf = new WeakMap<Rows, readonly Member[]>();

function recordMembers(rows: Rows): readonly Member[] {
  let members = membersOf.get(rows);
  if (members === undefined) {
    members = rows.schema.columns.map((column, index) => ({ name: `${index === 0 ? '{' : ','}${JSON.stringify(column.name)}:`, cell: jsonCell(rows, column) }));
    membersOf.set(rows, members);
  }
  return members;
}

function records(rows: Rows, from: number, to: number, separator = ','): string {
  const cells = recordMembers(rows);
  let text = '';
  for (let row = from; row < to; row += 1) {
    if (row > from) text += separator;
    for (const { name, cell } of cells) text += name + cell(row);
    text += cells.length === 0 ? '{}' : '}';
  }
  return text;
}

/** One record a line: https://github.com/ndjson/ndjson-spec */
export function renderLines(rows: Rows): string {
  return `${records(rows, 0, rows.count, '\n')}\n`;
}

function columns(rows: Rows, from: number, to: number): string {
  const parts = rows.schema.columns.map((column) => {
    const cell = jsonCell(rows, column);
    const values: string[] = [];
    for (let row = from; row < to; row += 1) values.push(cell(row));
    return `${JSON.stringify(column.name)}:[${values.join(',')}]`;
  });
  return `{${parts.join(',')}}`;
}

function split(rows: Rows, from: number, to: number): string {
  const cells = rows.schema.columns.map((column) => jsonCell(rows, column));
  const lines: string[] = [];
  for (let row = from; row < to; row += 1) lines.push(`[${cells.map((cell) => cell(row)).join(',')}]`);
  return `{"columns":${JSON.stringify(rows.schema.columns.map(({ name }) => name))},"data":[${lines.join(',')}]}`;
}

function csv(rows: Rows, from: number, to: number): string {
  const cells = rows.schema.columns.map((column) => csvCell(rows, column));
  let text = `${rows.schema.columns.map(({ name }) => csvText(name)).join(',')}\n`;
  for (let row = from; row < to; row += 1) {
    for (let index = 0; index < cells.length; index += 1) text += index === 0 ? cells[index](row) : `,${cells[index](row)}`;
    text += '\n';
  }
  return text;
}
