import { NA_INTEGER } from '../wire/layout';
import { bytesOf, type Rows, setNaReal } from '../wire/rows';
import type { Schema, SchemaColumn } from '../wire/schema';

/** Fills the blocks of a frame value by value. */
export class RowsBuilder {
  private readonly doubles: Float64Array;
  private readonly longs: BigInt64Array;
  private readonly integers: Int32Array;
  private readonly strings: (string | null)[];

  constructor(private readonly schema: Schema, private readonly count: number) {
    this.doubles = new Float64Array(schema.doubles * count);
    this.longs = new BigInt64Array(this.doubles.buffer);
    this.integers = new Int32Array(schema.integers * count);
    this.strings = schema.strings === 0 ? [] : new Array<string | null>(schema.strings * count).fill(null);
  }

  set(column: SchemaColumn, row: number, value: number | bigint | string): void {
    const at = column.position * this.count + row;
    if (typeof value === 'bigint') this.longs[at] = value;
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
    if (column.type === 'integer64') this.longs[at] = -(2n ** 63n);
    else if (column.block === 'doubles') setNaReal(this.doubles, at);
    else if (column.block === 'integers') this.integers[at] = NA_INTEGER;
    else this.strings[at] = null;
  }

  rows(): Rows {
    const { schema, count, doubles, integers, strings } = this;
    return { schema, count, doubles, integers, strings, bytes: bytesOf(doubles, integers, strings) };
  }
}
