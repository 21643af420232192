import { Contract } from '../../src/contract/contract';
import { readInput } from '../../src/ml-server/read-input';
import { parseJson } from '../../src/read/json-text';
import { column } from '../helpers/gateway';

const contract = new Contract([column('a', 'double', { nullable: true }), column('b', 'string')]);
const read = (text: string, held = contract): ReturnType<typeof readInput> => readInput(parseJson(Buffer.from(text)), held);
const rows = ({ table }: ReturnType<typeof readInput>): unknown[][] => table.columns.map((values) => [...values]);

describe('input parameters', () => {
  it.each([
    ['a data frame as columns', '{"inputData":{"a":[1,2],"b":["x","y"]}}'],
    ['a data frame as records', '{"anyName":[{"a":1,"b":"x"},{"a":2,"b":"y"}]}'],
    ['a matrix, by the order of the contract', '{"m":[[1,"x"],[2,"y"]]}'],
  ])('are taken as %s', (_, text) => {
    const input = read(text);
    expect([input.form, input.table.names, rows(input)]).toEqual(['frame', ['a', 'b'], [[1, 2], ['x', 'y']]]);
  });

  it('are taken as a vector for each column', () => {
    const input = read('{"a":[1,2],"b":["x","y"]}');
    expect([input.form, rows(input)]).toEqual(['vectors', [[1, 2], ['x', 'y']]]);
  });

  it('are taken as a value for each column', () => {
    const input = read('{"b":"x","a":1}');
    expect([input.form, input.table.names, rows(input)]).toEqual(['scalars', ['b', 'a'], [['x'], [1]]]);
  });

  it('may have columns that the model does not know, which it is spared', () => {
    expect(read('{"inputData":{"a":[1],"medv":[24],"b":["x"]}}').table.names).toEqual(['a', 'b']);
  });

  it('have "NA" for a missing number, as jsonlite writes it, and for the text NA where text belongs', () => {
    expect(rows(read('{"inputData":{"a":[1,"NA"],"b":["x","NA"]}}'))).toEqual([[1, null], ['x', 'NA']]);
  });

  it.each([
    ['a list', '[{"a":1,"b":"x"}]', 'an object of the service\'s input parameters'],
    ['text', '"a"', 'an object of the service\'s input parameters'],
    ['columns of different lengths', '{"inputData":{"a":[1,2],"b":["x"]}}', '"b" has 1 values where "a" has 2'],
    ['a column that is given twice', '{"inputData":{"a":[1],"a":[2]}}', 'the same name twice'],
    ['a matrix of another width', '{"m":[[1,"x"],[2]]}', 'row 2 of the matrix has 1 values for 2 columns'],
    ['vectors beside values', '{"a":[1],"b":"x"}', 'mixes columns and single values'],
  ])('are not %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('are no matrix where the model\'s columns are not known', () => {
    expect(() => read('{"m":[[1,2]]}', new Contract(null))).toThrow('where the model\'s columns are known');
  });
});
