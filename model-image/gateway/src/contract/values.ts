import { parseDate, parseDatetime } from './calendar';
import type { ContractColumn } from './column';
import { nearest } from './nearest';
import type { Origin } from './table';

/** The value as its column's block holds it (an integer64 as a bigint), or what would have been allowed. */
export type Reading = number | bigint | string | Refusal;

export class Refusal {
  constructor(readonly allowed: string) {}
}

/** Texts that stand for what JSON has no number for; the same that R's own JSON writers use. */
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN], ['Inf', Infinity], ['-Inf', -Infinity], ['Infinity', Infinity], ['-Infinity', -Infinity],
]);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+$/;
const INT64_LIMIT = 2n ** 63n;

const NUMBER = new Refusal('a number');
const WHOLE_NUMBER = new Refusal('a whole number from -2147483647 to 2147483647');
const WHOLE_NUMBER_64 = new Refusal('a whole number of 64 bits; as a string beyond 9007199254740991');
const LOGICAL = new Refusal('true or false');
const STRING = new Refusal('a string');
const WELL_FORMED = new Refusal('a string of whole Unicode characters, without U+0000');
const DATE = new Refusal('a date, "YYYY-MM-DD"');
const DATETIME = new Refusal('an ISO 8601 time, "YYYY-MM-DDThh:mm:ssZ"');

/** Reads a value that is not missing. */
export function readValue(column: ContractColumn, value: unknown, origin: Origin): Reading {
  const text = origin === 'text';
  switch (column.type) {
    case 'double': return bounded(column, readDouble(value, origin));
    case 'integer': return bounded(column, readInteger(text && typeof value === 'string' && WHOLE.test(value) ? Number(value) : value));
    case 'integer64': return bounded(column, readInteger64(value));
    case 'logical': return readLogical(value, text);
    case 'factor': case 'ordered': return readLevel(column, value);
    case 'date': return (typeof value === 'string' ? parseDate(value) : undefined) ?? DATE;
    case 'datetime': return (typeof value === 'string' ? parseDatetime(value) : undefined) ?? DATETIME;
    default: return readString(value);
  }
}

export function readDouble(value: unknown, origin: Origin): number | Refusal {
  // JSON has no literal for infinity: it is what a number beyond the largest double is parsed to.
  if (typeof value === 'number') return Number.isFinite(value) || origin === 'typed' ? value : NUMBER;
  if (typeof value !== 'string') return NUMBER;
  const special = SPECIAL.get(value);
  if (special !== undefined) return special;
  if (origin !== 'text' || !DECIMAL.test(value)) return NUMBER;
  const number = Number(value);
  return Number.isFinite(number) ? number : NUMBER;
}

function readInteger(value: unknown): number | Refusal {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2147483647 ? value : WHOLE_NUMBER;
}

function readInteger64(value: unknown): bigint | Refusal {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : WHOLE_NUMBER_64;
  if (typeof value !== 'string' || !WHOLE.test(value) || value.length > 20) return WHOLE_NUMBER_64;
  const number = BigInt(value);
  return number > -INT64_LIMIT && number < INT64_LIMIT ? number : WHOLE_NUMBER_64;
}

/** R's spellings in CSV: https://stat.ethz.ch/R-manual/R-devel/library/base/html/logical.html */
const TRUE_TEXTS = new Set(['TRUE', 'true', 'True', 'T']);
const FALSE_TEXTS = new Set(['FALSE', 'false', 'False', 'F']);

function readLogical(value: unknown, text: boolean): number | Refusal {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (text && typeof value === 'string') {
    if (TRUE_TEXTS.has(value)) return 1;
    if (FALSE_TEXTS.has(value)) return 0;
  }
  return LOGICAL;
}

function readLevel(column: ContractColumn, value: unknown): number | Refusal {
  const at = typeof value === 'string' ? column.levels.indexOf(value) : -1;
  if (at >= 0) return at + 1;
  const listed = column.levels.slice(0, 20).map((level) => JSON.stringify(level)).join(', ');
  const more = column.levels.length > 20 ? ` and ${column.levels.length - 20} more` : '';
  return new Refusal(`one of ${listed}${more}${typeof value === 'string' ? nearest(value, column.levels) : ''}`);
}

export function readString(value: unknown): string | Refusal {
  if (typeof value !== 'string') return STRING;
  return /[\0\p{Surrogate}]/u.test(value) ? WELL_FORMED : value;
}

function bounded<T extends number | bigint>(column: ContractColumn, value: T | Refusal): T | Refusal {
  if (value instanceof Refusal) return value;
  const { minimum, maximum } = column;
  if (minimum !== null && value < minimum) return new Refusal(`at least ${minimum}${maximum === null ? '' : ` and at most ${maximum}`}`);
  if (maximum !== null && value > maximum) return new Refusal(`${minimum === null ? '' : `at least ${minimum} and `}at most ${maximum}`);
  return value;
}
