import type { ContractColumn } from '../../src/contract/column';
import { Contract } from '../../src/contract/contract';
import type { Table } from '../../src/contract/table';
import { type Violation, Violations } from '../../src/contract/violations';
import { isNaReal, type Rows } from '../../src/wire/rows';
import { column } from '../helpers/gateway';

function table(columns: Record<string, unknown[]>, origin: Table['origin'] = 'json'): Table {
  const names = Object.keys(columns);
  return { names, columns: Object.values(columns), rows: columns[names[0]]?.length ?? 0, origin };
}

function accepted(columns: readonly ContractColumn[] | null, given: Table): Rows {
  const result = new Contract(columns).check(given);
  if (result instanceof Violations) throw new Error(JSON.stringify(result.listed));
  return result;
}

function refused(columns: readonly ContractColumn[] | null, given: Table): readonly Violation[] {
  const result = new Contract(columns).check(given);
  return result instanceof Violations ? result.listed : [];
}

describe('a contract', () => {
  it('lists everything that is wrong at once, with row, column, value and what is allowed', () => {
    const columns = [column('x', 'double'), column('size', 'factor', { levels: ['small', 'large'] }), column('n', 'integer')];
    expect(refused(columns, table({ x: [1, 'two'], size: ['smal', 'large'], n: [1, null] }))).toEqual([
      { row: 2, column: 'x', found: '"two"', allowed: 'a number' },
      { row: 1, column: 'size', found: '"smal"', allowed: 'one of "small", "large"; did you mean "small"' },
      { row: 2, column: 'n', found: 'a missing value', allowed: 'an integer' },
    ]);
  });

  it('names a column that is missing and one that is unknown', () => {
    expect(refused([column('crim', 'double')], table({ krim: [1] }))).toEqual([
      { column: 'krim', found: 'an unknown column', allowed: '"crim"; did you mean "crim"' },
      { column: 'crim', found: 'no such column', allowed: 'a double' },
    ]);
  });

  it('takes a nullable column that is not there for missing values', () => {
    const rows = accepted([column('x', 'double', { nullable: true }), column('y', 'double')], table({ y: [1, 2] }));
    expect([isNaReal(rows.doubles, 0), isNaReal(rows.doubles, 1), rows.doubles[2], rows.doubles[3]]).toEqual([true, true, 1, 2]);
  });

  it('takes columns in any order', () => {
    expect([...accepted([column('a', 'double'), column('b', 'double')], table({ b: [2], a: [1] })).doubles]).toEqual([1, 2]);
  });

  it.each([
    ['double', [1e400], 'a number too large for a double'],
    ['double', [true], 'true'],
    ['double', [[1]], 'an array'],
    ['integer', [1.5], '1.5'],
    ['integer', [2147483648], '2147483648'],
    ['integer64', [2 ** 53], '9007199254740992'],
    ['integer64', ['9223372036854775808'], '"9223372036854775808"'],
    ['logical', [1], '1'],
    ['string', [1], '1'],
    ['string', ['\ud800'], '"\\ud800"'],
    ['string', ['a\0b'], '"a\\u0000b"'],
    ['date', ['2023-02-29'], '"2023-02-29"'],
    ['datetime', ['yesterday'], '"yesterday"'],
  ] as const)('refuses as %s the value %j', (type, values, found) => {
    expect(refused([column('x', type)], table({ x: [...values] })).map((violation) => violation.found)).toEqual([found]);
  });

  it('holds numbers against their bounds', () => {
    expect(refused([column('x', 'double', { minimum: 0, maximum: 1 })], table({ x: [0, 1, 1.1] }))).toEqual([
      { row: 3, column: 'x', found: '1.1', allowed: 'at least 0 and at most 1' },
    ]);
  });

  it('reads numbers, logicals and special values from text', () => {
    const rows = accepted([column('x', 'double'), column('l', 'logical')], table({ x: ['1e3', '-Inf', '.5'], l: ['TRUE', 'F', 'true'] }, 'text'));
    expect([[...rows.doubles], [...rows.integers]]).toEqual([[1000, -Infinity, 0.5], [1, 0, 1]]);
  });

  it('tells NaN from a missing value', () => {
    const rows = accepted([column('x', 'double', { nullable: true })], table({ x: ['NaN', null] }));
    expect([Number.isNaN(rows.doubles[0]), isNaReal(rows.doubles, 0), isNaReal(rows.doubles, 1)]).toEqual([true, false, true]);
  });

  it('takes rows as they come where nothing is known of the model', () => {
    const rows = accepted(null, table({ a: [1, 2], b: ['x', null], c: [true, false] }));
    expect(rows.schema.columns.map(({ type }) => type)).toEqual(['double', 'string', 'logical']);
  });

  it('refuses a column whose values are of two kinds where nothing is known of the model', () => {
    expect(refused(null, table({ a: [1, 'two'] }))).toEqual([{ row: 2, column: 'a', found: '"two"', allowed: 'a double, like the rows before it' }]);
  });

  it('does not confuse columns with members that every object has', () => {
    const rows = accepted([column('constructor', 'double'), column('__proto__', 'double')], table(JSON.parse('{"constructor": [1], "__proto__": [2]}')));
    expect([...rows.doubles]).toEqual([1, 2]);
  });

  it('refuses a request without rows', () => {
    expect(refused([column('x', 'double')], table({ x: [] }))).toEqual([{ column: '', found: 'no rows', allowed: 'at least one row' }]);
  });

  it('refuses rows without columns, also where it takes whatever comes', () => {
    expect(refused(null, { names: [], columns: [], rows: 1, origin: 'json' })).toEqual([{ column: '', found: 'no columns', allowed: 'at least one column' }]);
  });
});
