import { RowsBuilder } from '../../src/contract/rows-builder';
import type { Rows } from '../../src/wire/rows';
import { makeSchema } from '../../src/wire/schema';

const SCHEMA = makeSchema([{ name: 'x', type: 'double' }, { name: 'i', type: 'integer64' }]);

describe('rows of many small requests in memory that they share', () => {
  it('keep their own values', () => {
    const all = Array.from({ length: 10_000 }, (_, index) => {
      const builder = new RowsBuilder(SCHEMA, 1);
      builder.set(SCHEMA.columns[0], 0, index + 0.5);
      builder.set(SCHEMA.columns[1], 0, BigInt(index));
      return builder.rows();
    });
    const longs = ({ doubles }: Rows): BigInt64Array => new BigInt64Array(doubles.buffer, doubles.byteOffset, 2);
    const wrong = all.filter((rows, index) => rows.doubles[0] !== index + 0.5 || longs(rows)[1] !== BigInt(index));
    expect(wrong).toHaveLength(0);
  });

  it('are zero where nothing was set', () => {
    for (let count = 1; count < 200; count += 1) {
      expect(new RowsBuilder(SCHEMA, count).rows().doubles.every((value) => value === 0)).toBe(true);
    }
  });
});
