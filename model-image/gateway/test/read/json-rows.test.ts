import fc from 'fast-check';
import { Contract } from '../../src/contract/contract';
import { Violations } from '../../src/contract/violations';
import { Problem } from '../../src/http/problem';
import { readJsonRows } from '../../src/read/json-rows';
import { readJsonTable } from '../../src/read/json-table';
import { parseJson } from '../../src/read/json-text';
import type { Rows } from '../../src/wire/rows';
import { column } from '../helpers/gateway';

const CONTRACT = new Contract([
  column('x', 'double', { nullable: true }), column('n', 'integer'), column('b', 'double', { minimum: 0, maximum: 10 }), column('f', 'factor', { levels: ['a', 'b'], nullable: true }),
  column('l', 'logical'), column('i', 'integer64', { nullable: true }), column('d', 'date'), column('s', 'string', { nullable: true }),
]);
const GOOD = { x: 1.5, n: 3, b: 10, f: 'a', l: true, i: '9007199254740993', d: '2024-02-29', s: 'text' };

const bits = ({ count, doubles, integers, strings }: Rows): unknown => {
  return [count, Buffer.from(doubles.buffer, doubles.byteOffset, doubles.byteLength).toString('hex'), [...integers], strings];
};

/** The rows by way of a table; undefined where they are refused. */
function slowly(text: string, contract: Contract): unknown {
  try {
    const { table, orientation } = readJsonTable(parseJson(Buffer.from(text)));
    const rows = contract.check(table);
    return rows instanceof Violations ? undefined : [orientation, bits(rows)];
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function quickly(text: string, contract = CONTRACT): unknown {
  const read = readJsonRows(parseJson(Buffer.from(text)), contract);
  return read === undefined ? undefined : [read.orientation, bits(read.rows)];
}

/** A record's text, so that a name can come twice. */
const recordOf = (members: readonly (readonly [string, unknown])[]): string => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;

const value = fc.constantFrom<unknown>(1, -2.5, 0, 10, 11, 1e300, null, true, 'a', 'b', 'c', '', '12', '2024-02-29', '2023-02-29', [], [1], {}, { x: 1 }, 9007199254740992);
const good = fc.record({
  x: fc.constantFrom<unknown>(0.1, -0, null, 5),
  n: fc.constantFrom<unknown>(1, -7),
  b: fc.constantFrom<unknown>(0, 2.25),
  f: fc.constantFrom<unknown>('a', 'b', null),
  l: fc.boolean(),
  i: fc.constantFrom<unknown>('-5', 12, null),
  d: fc.constantFrom('2024-02-29', '1970-01-01'),
  s: fc.constantFrom<unknown>('é', '', null),
}).map((record): [string, unknown][] => Object.entries(record));
const record = fc.oneof(
  { arbitrary: good, weight: 8 },
  { arbitrary: good.map((members) => [...members].reverse()), weight: 2 },
  { arbitrary: fc.tuple(good, fc.nat(7), fc.constantFrom('x', 'n', 's', 'unknown', '__proto__', 'toString'), value).map(([members, at, name, given]) => members.map((member, index) => (index === at ? [name, given] as [string, unknown] : member))), weight: 2 },
  { arbitrary: fc.array(fc.tuple(fc.constantFrom('x', 'n', 'b', 'f', 'l', 'i', 'd', 's'), value), { maxLength: 9 }), weight: 1 },
).map(recordOf);

describe('JSON read straight into a frame', () => {
  it('takes a record that has the contract\'s columns', () => {
    expect(quickly(JSON.stringify(GOOD))).toEqual(slowly(JSON.stringify(GOOD), CONTRACT));
    expect(quickly(JSON.stringify(GOOD))).toBeDefined();
  });

  it('is never anything but what the longer way finds, whatever the body is', () => {
    let taken = 0;
    let left = 0;
    const body = fc.oneof(record, fc.array(record, { maxLength: 4 }).map((records) => `[${records.join(',')}]`), fc.array(record, { maxLength: 2 }).map((records) => `{"df":[${records.join(',')}]}`));
    fc.assert(fc.property(body, (text) => {
      const found = quickly(text);
      if (found === undefined) left += 1;
      else taken += 1;
      if (found !== undefined) expect(found).toEqual(slowly(text, CONTRACT));
    }), { numRuns: 3000 });
    expect(taken).toBeGreaterThan(500);
    expect(left).toBeGreaterThan(500);
  });

  it('takes nothing that an object inherits for a value', () => {
    const contract = new Contract([column('x', 'double', { nullable: true }), column('toString', 'string', { nullable: true })]);
    expect(quickly('{"x":1,"y":2}', contract)).toBeUndefined();
  });

  it('leaves to the longer way a record whose columns were named df or columns and data', () => {
    expect(quickly('{"df":[{"x":1}]}', new Contract([column('df', 'double')]))).toBeUndefined();
    expect(quickly('{"columns":["x"],"data":[[1]]}', new Contract([column('columns', 'double'), column('data', 'double')]))).toBeUndefined();
  });

  it('leaves everything to it where the model does not say what it takes', () => {
    expect(quickly('{"x":1}', new Contract(null))).toBeUndefined();
    expect(quickly('{"x":1}', new Contract([{ ...column('x', 'double'), type: 'any' }]))).toBeUndefined();
  });
});
