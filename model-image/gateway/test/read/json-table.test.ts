import { readCsvTable } from '../../src/read/csv-table';
import { readJsonTable } from '../../src/read/json-table';
import { parseJson } from '../../src/read/json-text';

const read = (text: string): ReturnType<typeof readJsonTable> => readJsonTable(parseJson(Buffer.from(text)));
const TWO_ROWS = { names: ['a', 'b'], columns: [[1, 3], [2, 4]], rows: 2, origin: 'json' };

describe('a JSON body', () => {
  it.each([
    ['records', '[{"a":1,"b":2},{"b":4,"a":3}]'],
    ['columns', '{"a":[1,3],"b":[2,4]}'],
    ['df', '{"df":[{"a":1,"b":2},{"a":3,"b":4}]}'],
    ['split', '{"index":[0,1],"columns":["a","b"],"data":[[1,2],[3,4]]}'],
  ])('may be laid out as %s', (orientation, text) => {
    expect(read(text)).toEqual({ orientation, table: TWO_ROWS });
  });

  it('may be one record', () => {
    expect(read('{"a":1}')).toEqual({ orientation: 'record', table: { names: ['a'], columns: [[1]], rows: 1, origin: 'json' } });
  });

  it.each(['[{"a":1,"a":2}]', '{"a":[1],"a":[2]}', '{"a":1,"\\u0061":2}', '{"columns":["a"],"data":[[1]],"data":[[2]]}'])('is refused when a name is given twice: %s', (text) => {
    expect(() => read(text)).toThrow('same name twice');
  });

  it('is refused when it is nested thousands of levels deep', () => {
    expect(() => read('['.repeat(10_000) + ']'.repeat(10_000))).toThrow('nested deeper than 8 levels');
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('not UTF-8');
  });

  it('is refused without quoting what it holds', () => {
    expect(() => read('{"secret": "hunter2", }')).toThrow(/^the body is not JSON(?!.*(hunter2|secret))/);
  });

  it.each(['1', 'null', '"x"', '[1]', '{"a":[1],"b":2}', '{"a":[1,2],"b":[1]}'])('is refused when it is none of the forms: %s', (text) => {
    expect(() => read(text)).toThrow();
  });
});

describe('a CSV body', () => {
  it('is read with its quotes, its line ends and what is missing', () => {
    expect(readCsvTable(Buffer.from('\ufeffa,"b ""c"""\r\n1,"x,\ny"\r\nNA,\r\n'))).toEqual({ names: ['a', 'b "c"'], columns: [['1', null], ['x,\ny', null]], rows: 2, origin: 'text' });
  });

  it.each([['a,b\n1\n', 'row 1 has 1 fields for 2 columns'], ['a,a\n1,2\n', '"a" is given twice'], ['a\n"1\n', 'broken quote'], ['', 'no header']])('%j is refused', (text, message) => {
    expect(() => readCsvTable(Buffer.from(text))).toThrow(message);
  });
});
