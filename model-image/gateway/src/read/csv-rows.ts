import { isAscii } from 'node:buffer';
import { headerOf } from './csv-table';
import type { ContractColumn } from '../contract/column';
import { type Contract, unknownColumn } from '../contract/contract';
import { RowsBuilder } from '../contract/rows-builder';
import { readDouble, readValue, Refusal } from '../contract/values';
import type { Rows } from '../wire/rows';
import { makeSchema, type Schema, type SchemaColumn } from '../wire/schema';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Digits that fit the 53 bits of a double whatever they are. */
const EXACT_DIGITS = 15;

interface Field {
  readonly column: ContractColumn;
  readonly place: SchemaColumn;
  /** The model does not say of which type: all of its values must be numbers, which is what they would be found to be. */
  readonly guessed: boolean;
}

/**
 * The rows of a CSV body, straight from its bytes into a frame's blocks: several times as fast as by way of texts and values. Takes what
 * nearly all CSV of numbers looks like, and answers undefined for anything else: a quote behind the header, a column too many or too few, a value that does
 * not fit its column. Then the way that knows how to say what is wrong has to be gone; the rows it finds are the same.
 */
export function readCsvRows(body: Buffer, contract: Contract): Rows | undefined {
  const end = body.indexOf(LINE_FEED);
  if (end < 0 || body[0] === 0xef || body.indexOf(QUOTE, end) >= 0 || !isAscii(body)) return undefined;
  const returns = body[end - 1] === RETURN;
  const line = body.toString('latin1', 0, returns ? end - 1 : end);
  const names = line.includes('\r') ? undefined : headerOf(line);
  if (names === undefined) return undefined;
  const columns = contract.columns ?? names.map(unknownColumn);
  const schema = contract.schema ?? makeSchema(columns.map((column) => ({ ...column, type: column.type === 'any' ? 'double' : column.type })));
  const fields = fieldsOf(names, columns, schema);
  const lines = linesFrom(body, end + 1, returns);
  if (fields === undefined || lines === undefined || lines === 0) return undefined;
  return fill(body, end + 1, returns, fields, new RowsBuilder(schema, lines));
}

/** Column by column of the CSV, where it goes; undefined when they are not the contract's. */
function fieldsOf(names: readonly string[], columns: readonly ContractColumn[], schema: Schema): readonly Field[] | undefined {
  if (names.length !== columns.length) return undefined;
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  const fields: Field[] = [];
  for (const name of names) {
    const index = places.get(name);
    if (index === undefined) return undefined;
    // A name that comes twice leaves another out.
    places.delete(name);
    fields.push({ column: columns[index], place: schema.columns[index], guessed: columns[index].type === 'any' });
  }
  return fields;
}

/** How many lines there are, all with one kind of end and none empty but after the last. */
function linesFrom(body: Buffer, start: number, returns: boolean): number | undefined {
  let lines = 0;
  for (let from = start; from < body.length; lines += 1) {
    let to = body.indexOf(LINE_FEED, from);
    if (to < 0) to = body.length;
    else if (returns !== (body[to - 1] === RETURN)) return undefined;
    if (to - (returns && to < body.length ? 1 : 0) === from) return undefined;
    from = to + 1;
  }
  return lines;
}

function fill(body: Buffer, start: number, returns: boolean, fields: readonly Field[], builder: RowsBuilder): Rows | undefined {
  let at = start;
  for (let row = 0; at < body.length; row += 1) {
    for (let index = 0; index < fields.length; index += 1) {
      const from = at;
      while (at < body.length && body[at] !== COMMA && body[at] !== LINE_FEED) at += 1;
      const last = index === fields.length - 1;
      if (last === (at < body.length && body[at] === COMMA)) return undefined;
      const to = last && returns && at < body.length ? at - 1 : at;
      if (!read(body, from, to, fields[index], row, builder)) return undefined;
      at += 1;
    }
  }
  return builder.rows();
}

function read(body: Buffer, from: number, to: number, { column, place, guessed }: Field, row: number, builder: RowsBuilder): boolean {
  if (guessed || column.type === 'double') {
    const value = simpleNumber(body, from, to);
    if (value !== undefined && (column.minimum === null || value >= column.minimum) && (column.maximum === null || value <= column.maximum)) {
      builder.setDouble(place, row, value);
      return true;
    }
  }
  const text = body.toString('latin1', from, to);
  if (guessed) {
    const number = readDouble(text, 'text');
    if (number instanceof Refusal) return false;
    builder.setDouble(place, row, number);
    return true;
  }
  if (text === '' || text === 'NA') {
    if (!column.nullable) return false;
    builder.setMissing(place, row);
    return true;
  }
  const value = readValue(column, text, 'text');
  if (value instanceof Refusal || text.includes('\r')) return false;
  builder.set(place, row, value);
  return true;
}

/** A number of few digits without an exponent: its digits and its power of ten are exact, so their quotient is rounded once, as it must be. */
function simpleNumber(body: Buffer, from: number, to: number): number | undefined {
  const negative = body[from] === MINUS;
  let at = negative ? from + 1 : from;
  if (to - at > EXACT_DIGITS || at === to) return undefined;
  let digits = 0;
  let point = -1;
  for (; at < to; at += 1) {
    const byte = body[at];
    if (byte >= ZERO && byte <= NINE) digits = digits * 10 + (byte - ZERO);
    else if (byte === POINT && point < 0) point = at;
    else return undefined;
  }
  // A point alone is no number.
  if (point >= 0 && to - from === (negative ? 2 : 1)) return undefined;
  const value = point < 0 ? digits : digits / POWERS[to - point - 1];
  return negative ? -value : value;
}
