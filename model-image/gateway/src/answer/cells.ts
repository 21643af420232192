import { formatDate, formatDatetime } from '../contract/calendar';
import { NA_INTEGER } from '../wire/layout';
import { isNaReal, type Rows } from '../wire/rows';
import type { SchemaColumn } from '../wire/schema';

/** Formats one value of a column, by its row. */
export type Cell = (row: number) => string;

/** How a form of text writes what is not plain text or a plain number. */
interface Notation {
  readonly missing: string;
  /** NaN and the infinities. */
  readonly special: (name: string) => string;
  readonly text: (value: string) => string;
  readonly logical: readonly [string, string];
  /** Whole numbers beyond what a double holds exactly. */
  readonly large: (digits: string) => string;
}

const JSON_NOTATION: Notation = {
  missing: 'null',
  special: (name) => `"${name}"`,
  text: (value) => JSON.stringify(value),
  logical: ['false', 'true'],
  large: (digits) => `"${digits}"`,
};

const CSV_NOTATION: Notation = {
  missing: 'NA',
  special: (name) => name,
  // A text that reads like a missing value is quoted like one that holds a comma.
  text: (value) => (value === '' || value === 'NA' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value),
  logical: ['FALSE', 'TRUE'],
  large: (digits) => digits,
};

export const jsonCell = (rows: Rows, column: SchemaColumn): Cell => cellOf(rows, column, JSON_NOTATION);
export const csvCell = (rows: Rows, column: SchemaColumn): Cell => cellOf(rows, column, CSV_NOTATION);
export const csvText = CSV_NOTATION.text;

function cellOf(rows: Rows, column: SchemaColumn, notation: Notation): Cell {
  const start = column.position * rows.count;
  const { doubles, integers, strings } = rows;
  /** A number by its shortest decimal form that reads back as the same double: up to 17 digits. */
  const real = (format: (value: number) => string): Cell => (row) => {
    const value = doubles[start + row];
    if (Number.isFinite(value)) return format(value);
    if (Number.isNaN(value)) return isNaReal(doubles, start + row) ? notation.missing : notation.special('NaN');
    return notation.special(value > 0 ? 'Inf' : '-Inf');
  };
  const whole = (format: (value: number) => string): Cell => (row) => {
    const value = integers[start + row];
    return value === NA_INTEGER ? notation.missing : format(value);
  };
  switch (column.type) {
    case 'double': return real((value) => (Object.is(value, -0) ? '-0.0' : String(value)));
    case 'date': return real((value) => notation.text(formatDate(value)));
    case 'datetime': return real((value) => notation.text(formatDatetime(value)));
    case 'integer64': {
      const longs = new BigInt64Array(doubles.buffer, doubles.byteOffset, doubles.length);
      return (row) => {
        const value = longs[start + row];
        if (value === -(2n ** 63n)) return notation.missing;
        return Number.isSafeInteger(Number(value)) ? String(value) : notation.large(String(value));
      };
    }
    case 'integer': return whole(String);
    case 'logical': return whole((value) => notation.logical[value === 0 ? 0 : 1]);
    case 'factor': case 'ordered': {
      const levels = column.levels.map((level) => notation.text(level));
      return whole((value) => levels[value - 1] ?? notation.missing);
    }
    default: return (row) => {
      const text = strings[start + row];
      return text === null ? notation.missing : notation.text(text);
    };
  }
}
