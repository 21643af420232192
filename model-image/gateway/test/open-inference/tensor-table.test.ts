import { Contract } from '../../src/contract/contract';
import type { Tensor } from '../../src/open-inference/read-request';
import { tensorTable } from '../../src/open-inference/tensor-table';
import { column } from '../helpers/gateway';

const contract = new Contract([column('a', 'double'), column('b', 'integer64')]);
const tensor = (name: string, shape: readonly number[], values: Tensor['values']): Tensor => ({ name, shape, values });

describe('tensors', () => {
  it.each([[[2]], [[2, 1]]])('of shape %j are columns by their names', (shape) => {
    expect(tensorTable([tensor('b', shape, [1, 2]), tensor('a', shape, [3, 4])], contract)).toEqual({ names: ['b', 'a'], columns: [[1, 2], [3, 4]], rows: 2, origin: 'typed' });
  });

  it('are a single one with all columns in the order of the contract', () => {
    expect(tensorTable([tensor('input-0', [3, 2], [1, 2, 3, 4, 5, 6])], contract)).toEqual({ names: ['a', 'b'], columns: [[1, 3, 5], [2, 4, 6]], rows: 3, origin: 'typed' });
  });

  it('are a single one with the only column, whatever its name', () => {
    const one = new Contract([column('x', 'double')]);
    expect(tensorTable([tensor('input-0', [2, 1], [1, 2])], one).names).toEqual(['x']);
    expect(tensorTable([tensor('x', [2, 1], [1, 2])], one).names).toEqual(['x']);
  });

  it('keep the digits of 64-bit integers for a column of them, and round them for doubles', () => {
    const large = 9007199254740993n;
    expect(tensorTable([tensor('a', [1], [large]), tensor('b', [1], [large])], contract).columns).toEqual([[9007199254740992], ['9007199254740993']]);
  });

  it.each([
    ['of different lengths', [tensor('a', [1], [1]), tensor('b', [2], [1, 2])], contract, '"b" has 2 rows where "a" has 1'],
    ['of two columns beside others', [tensor('a', [1], [1]), tensor('b', [1, 2], [1, 2])], contract, 'a column has the shape [n] or [n, 1], found [1, 2]'],
    ['of another width than the model', [tensor('x', [1, 3], [1, 2, 3])], contract, 'has 3 columns, and the model takes 2: a, b'],
    ['of many columns where none are known', [tensor('x', [1, 2], [1, 2])], new Contract(null), 'each must be an input of its own'],
  ])('are not any %s', (_, tensors, held, message) => {
    expect(() => tensorTable(tensors, held)).toThrow(message);
  });
});
