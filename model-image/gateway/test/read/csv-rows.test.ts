import fc from 'fast-check';
import { Contract } from '../../src/contract/contract';
import { Violations } from '../../src/contract/violations';
import { Problem } from '../../src/http/problem';
import { readCsvRows } from '../../src/read/csv-rows';
import { readCsvTable } from '../../src/read/csv-table';
import type { Rows } from '../../src/wire/rows';
import { column } from '../helpers/gateway';

const CONTRACT = new Contract([
  column('x', 'double', { nullable: true }), column('n', 'integer'), column('b', 'double', { minimum: 0, maximum: 10 }), column('f', 'factor', { levels: ['a', 'b c'], nullable: true }), column('s', 'string'),
]);
const NUMBERS = new Contract([column('x', 'double')]);

const bytesOf = ({ doubles }: Rows): Buffer => Buffer.from(doubles.buffer, doubles.byteOffset, doubles.byteLength);
const bits = (rows: Rows): unknown => [rows.count, bytesOf(rows).toString('hex'), [...rows.integers], rows.strings];

/** The rows by way of text, fields and values; undefined where they are refused. */
function slowly(text: string, contract: Contract): unknown {
  try {
    const rows = contract.check(readCsvTable(Buffer.from(text)));
    return rows instanceof Violations ? undefined : bits(rows);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function quickly(text: string, contract: Contract): unknown {
  const rows = readCsvRows(Buffer.from(text), contract);
  return rows === undefined ? undefined : bits(rows);
}

describe('CSV read straight into a frame', () => {
  it('has the values of any double that is written out, to the bit', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer().map((whole) => whole / 1000), fc.integer().map((whole) => whole / 1e14),
      fc.constantFrom(-0, 1e22, 1e-7, 123456789012345, 0.1),
    );
    fc.assert(fc.property(fc.array(number, { minLength: 1 }), (numbers) => {
      const rows = readCsvRows(Buffer.from(`x\n${numbers.map((value) => (Object.is(value, -0) ? '-0' : String(value))).join('\n')}\n`), NUMBERS)!;
      expect(bytesOf(rows).equals(Buffer.from(Float64Array.from(numbers).buffer))).toBe(true);
    }));
  });

  it('is never anything but what the longer way finds, whatever the body is', () => {
    const part = fc.constantFrom(
      '1', '-2.5', '.5', '5.', '+1', '.', '-', '-.', '', 'NA', 'NaN', 'Inf', '1e3', '11',
      'a', 'b c', '"a"', '"', ',', ',', '\n', '\n', '\r\n', '\r', ' ', 'é', '00012.50', '9999999999999999',
    );
    const good = fc.tuple(fc.constantFrom('1.5', '-0', 'NA', '1e2'), fc.constantFrom('1', '-3'), fc.constantFrom('2.25', '0', '10'), fc.constantFrom('a', 'b c', ''), fc.constantFrom('x', '1', '-'));
    const bad = fc.array(fc.constantFrom('1', '2.25', '-3', 'NA', '', 'a', 'b c', '1e2', '0.1', '12'), { minLength: 4, maxLength: 6 });
    const line = fc.oneof({ arbitrary: good, weight: 9 }, { arbitrary: bad, weight: 1 }).map((fields) => fields.join(','));
    const regular = fc.tuple(fc.array(line, { maxLength: 4 }), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end) + end);
    const body = fc.oneof(fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')), regular);
    let taken = 0;
    const header = fc.constantFrom('x,n,b,f,s\n', '"x","n","b","f","s"\n', 's,f,b,n,x\r\n', 'x,n,b,f\n', 'x,n,b,f,f\n', 'x,n,b,f,s,t\n');
    fc.assert(fc.property(header, body, (names, rest) => {
      const found = quickly(names + rest, CONTRACT);
      if (found !== undefined) taken += 1;
      if (found !== undefined) expect(found).toEqual(slowly(names + rest, CONTRACT));
    }), { numRuns: 3000 });
    expect(taken).toBeGreaterThan(100);
  });

  it('finds the types that the longer way finds where the model does not say them', () => {
    const cell = fc.constantFrom('1', '2.5', '1', '2.5', 'NaN', '1e3', 'TRUE', 'T', 'NA', '', 'x');
    const partly = new Contract([{ ...column('a', 'double'), type: 'any' }, column('b', 'integer'), { ...column('c', 'double'), type: 'any' }]);
    let taken = 0;
    fc.assert(fc.property(fc.array(fc.tuple(cell, fc.constantFrom('1', '2'), cell), { minLength: 1, maxLength: 3 }), (rows) => {
      const text = `a,b,c\n${rows.map((row) => row.join(',')).join('\n')}\n`;
      for (const contract of [partly, new Contract(null)]) {
        const found = readCsvRows(Buffer.from(text), contract);
        if (found === undefined) continue;
        taken += 1;
        const expected = contract.check(readCsvTable(Buffer.from(text))) as Rows;
        expect([found.schema.key, bits(found)]).toEqual([expected.schema.key, bits(expected)]);
      }
    }), { numRuns: 1000 });
    expect(taken).toBeGreaterThan(100);
  });

  it.each(['x\n1\n-2.5\n', '"x"\r\n1\r\n2\r\n', 'x\n1'])('takes %j', (text) => {
    expect([quickly(text, NUMBERS), quickly(text, NUMBERS) !== undefined]).toEqual([slowly(text, NUMBERS), true]);
  });

  it.each(['x\n"1"\n', 'x\n1\n\n2\n', 'x\r\n1\n', 'y\n1\n', 'x\nNA\n', 'x\ntwo\n', 'x\n', '', 'x\n1,2\n'])('leaves %j to the longer way', (text) => {
    expect(quickly(text, NUMBERS)).toBeUndefined();
  });
});
