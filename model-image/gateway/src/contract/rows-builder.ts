import { NA_INTEGER } from '../wire/layout';
import { bytesOf, type Rows, setNaReal } from '../wire/rows';
import type { Schema, SchemaColumn } from '../wire/schema';

/** Bytes of a slab, which the rows of many small requests share: memory of its own costs a few numbers more than all else that is done with them. */
const SLAB_BYTES = 65_536;

/** The largest block of doubles that is cut from a slab, in bytes. A slab is kept as long as one of its blocks. */
const LARGEST_CUT = 1024;

const NO_INTEGERS = new Int32Array();

let slab = new ArrayBuffer(0);
let cut = 0;

/** Zeros. */
function doublesBlock(count: number): Float64Array {
  const bytes = 8 * count;
  if (bytes > LARGEST_CUT) return new Float64Array(count);
  if (cut + bytes > slab.byteLength) {
    slab = new ArrayBuffer(SLAB_BYTES);
    cut = 0;
  }
  const block = new Float64Array(slab, cut, count);
  cut += bytes;
  return block;
}

/** Fills the blocks of a frame value by value. */
export class RowsBuilder {
  private readonly doubles: Float64Array;
  private readonly integers: Int32Array;
  private readonly strings: (string | null)[];
  /** The doubles' bits as whole numbers; made for columns of those only. */
  private longs: BigInt64Array | undefined;

  constructor(private readonly schema: Schema, private readonly count: number) {
    this.doubles = doublesBlock(schema.doubles * count);
    this.integers = schema.integers === 0 ? NO_INTEGERS : new Int32Array(schema.integers * count);
    this.strings = schema.strings === 0 ? [] : new Array<string | null>(schema.strings * count).fill(null);
  }

  set(column: SchemaColumn, row: number, value: number | bigint | string): void {
    const at = column.position * this.count + row;
    if (typeof value === 'bigint') this.setLong(at, value);
    else if (typeof value === 'string') this.strings[at] = value;
    else if (column.block === 'doubles') this.doubles[at] = value;
    else this.integers[at] = value;
  }

  /** Of a column of doubles only. */
  setDouble(column: SchemaColumn, row: number, value: number): void {
    this.doubles[column.position * this.count + row] = value;
  }

  /** A whole column of doubles; false, and the column is to be set value by value, when one of them is no finite number. */
  setDoubles(column: SchemaColumn, values: readonly unknown[]): boolean {
    const { doubles } = this;
    const start = column.position * this.count;
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row];
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      doubles[start + row] = value;
    }
    return true;
  }

  setMissing(column: SchemaColumn, row: number): void {
    const at = column.position * this.count + row;
    if (column.type === 'integer64') this.setLong(at, -(2n ** 63n));
    else if (column.block === 'doubles') setNaReal(this.doubles, at);
    else if (column.block === 'integers') this.integers[at] = NA_INTEGER;
    else this.strings[at] = null;
  }

  private setLong(at: number, value: bigint): void {
    this.longs ??= new BigInt64Array(this.doubles.buffer, this.doubles.byteOffset, this.doubles.length);
    this.longs[at] = value;
  }

  rows(): Rows {
    const { schema, count, doubles, integers, strings } = this;
    return { schema, count, doubles, integers, strings, bytes: bytesOf(doubles, integers, strings) };
  }
}
