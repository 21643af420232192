import type { LearntType } from '../contract/column';

/** A value of a tensor: a bigint where a number would not hold it exactly. */
export type TensorValue = number | bigint | boolean | string | null;

/** Datatypes of the protocol that a column can be given as. BF16 is not among them: it has no form in JSON and no type in R. */
export const DATATYPES = ['BOOL', 'UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64', 'FP16', 'FP32', 'FP64', 'BYTES'] as const;

export type Datatype = (typeof DATATYPES)[number];

/** Bytes of one value; BYTES are as long as they say. */
export const WIDTHS: Readonly<Record<Exclude<Datatype, 'BYTES'>, number>> = {
  BOOL: 1, UINT8: 1, UINT16: 2, UINT32: 4, UINT64: 8, INT8: 1, INT16: 2, INT32: 4, INT64: 8, FP16: 2, FP32: 4, FP64: 8,
};

/** The datatype that carries a column exactly. */
export function datatypeOf(type: LearntType): Datatype {
  switch (type) {
    case 'double': case 'any': return 'FP64';
    case 'integer': return 'INT32';
    case 'integer64': return 'INT64';
    case 'logical': return 'BOOL';
    default: return 'BYTES';
  }
}

/** Whether a value of JSON is one of a datatype. What is beyond 2^53 may have been rounded, and is refused or not by the column that it is for. */
export function fitsJson(datatype: Datatype, value: unknown): boolean {
  if (value === null) return true;
  switch (datatype) {
    case 'BOOL': return typeof value === 'boolean';
    case 'BYTES': return typeof value === 'string';
    case 'FP16': case 'FP32': case 'FP64': return Number.isFinite(value) || value === 'NaN' || value === 'Inf' || value === '-Inf';
    default: return typeof value === 'number' && Number.isInteger(value) && withinBits(datatype, value);
  }
}

function withinBits(datatype: Exclude<Datatype, 'BOOL' | 'BYTES' | 'FP16' | 'FP32' | 'FP64'>, value: number): boolean {
  const bits = WIDTHS[datatype] * 8;
  return datatype.startsWith('U') ? value >= 0 && value < 2 ** bits : value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
}
