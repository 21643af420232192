import { NA_REAL_HIGH, NA_REAL_LOW } from './layout';
import type { Schema } from './schema';

/** Rows as the wire carries them: a block per kind of value, column after column. */
export interface Rows {
  readonly schema: Schema;
  readonly count: number;
  readonly doubles: Float64Array;
  readonly integers: Int32Array;
  /** null for NA. */
  readonly strings: readonly (string | null)[];
  /** Bytes that the rows take in memory and on the wire, about. */
  readonly bytes: number;
}

/** Writes R's NA. An assignment of NaN would lose the bits that tell NA from NaN. */
export function setNaReal(values: Float64Array, at: number): void {
  const words = new Uint32Array(values.buffer, values.byteOffset + 8 * at, 2);
  words[0] = NA_REAL_LOW;
  words[1] = NA_REAL_HIGH;
}

/** Tells NA from any other NaN. */
export function isNaReal(values: Float64Array, at: number): boolean {
  return new Uint32Array(values.buffer, values.byteOffset + 8 * at, 1)[0] === NA_REAL_LOW;
}

export function bytesOf(doubles: Float64Array, integers: Int32Array, strings: readonly (string | null)[]): number {
  let bytes = doubles.byteLength + integers.byteLength;
  for (const text of strings) bytes += text === null ? 5 : text.length + 1;
  return bytes;
}
