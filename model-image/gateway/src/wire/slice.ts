import { bytesOf, type Rows } from './rows';

/** The rows from..to as rows of their own. `to` is exclusive. */
export function sliceRows(rows: Rows, from: number, to: number): Rows {
  const { schema, count: total } = rows;
  const count = to - from;
  if (count === total) return rows;
  const doubles = new Float64Array(schema.doubles * count);
  const integers = new Int32Array(schema.integers * count);
  const strings: (string | null)[] = [];
  const start = (column: number): number => column * total + from;
  const end = (column: number): number => column * total + to;
  for (let column = 0; column < schema.doubles; column += 1) doubles.set(rows.doubles.subarray(start(column), end(column)), column * count);
  for (let column = 0; column < schema.integers; column += 1) integers.set(rows.integers.subarray(start(column), end(column)), column * count);
  for (let column = 0; column < schema.strings; column += 1) strings.push(...rows.strings.slice(start(column), end(column)));
  return { schema, count, doubles, integers, strings, bytes: bytesOf(doubles, integers, strings) };
}
