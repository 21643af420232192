import type { ColumnType } from '../contract/column';

/** Bytes of a frame's header: eight little-endian 32-bit integers. */
export const HEADER_BYTES = 32;

/** "PLB1", the last integer of every header: a reader that lost its place sees it at once. */
export const MAGIC = 0x31424c50;

/** Schemas that a worker keeps; a slot is reused by sending another schema for it. */
export const SCHEMA_SLOTS = 64;

/** R's NA_integer_, also of logicals and factors. */
export const NA_INTEGER = -2147483648;

/** Low and high half of R's NA_real_, a NaN whose low word is 1954: https://cran.r-project.org/doc/manuals/r-release/R-lang.html#NA-handling */
export const NA_REAL_LOW = 1954;
export const NA_REAL_HIGH = 0x7ff00000;

export enum FrameKind {
  Schema = 1,
  Score = 2,
  Start = 3,
  Fork = 4,
  Request = 5,
  Hello = 16,
  Result = 18,
  Error = 19,
  Response = 20,
}

/** Types that the wire carries: those of a contract, and ordered factors, which R keeps apart. */
export type WireType = ColumnType | 'ordered';

export const TYPE_CODES: Readonly<Record<WireType, number>> = {
  double: 1, integer: 2, integer64: 3, logical: 4, string: 5, factor: 6, date: 7, datetime: 8, ordered: 9,
};

/** Which of a frame's three blocks holds a column's values. */
export type Block = 'doubles' | 'integers' | 'strings';

export function blockOf(type: WireType): Block {
  switch (type) {
    case 'double': case 'integer64': case 'date': case 'datetime': return 'doubles';
    case 'string': return 'strings';
    default: return 'integers';
  }
}
