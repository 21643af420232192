import { readRequest } from '../../src/open-inference/read-request';

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const values = (input: object): readonly unknown[] => readRequest(json({ inputs: [{ name: 'x', ...input }] }), undefined).inputs[0].values;
const binary = (datatype: string, bytes: Buffer, shape: number[]): readonly unknown[] => {
  const head = json({ inputs: [{ name: 'x', datatype, shape, parameters: { binary_data_size: bytes.length } }] });
  return readRequest(Buffer.concat([head, bytes]), String(head.length)).inputs[0].values;
};
const bytesOf = (array: NodeJS.TypedArray): Buffer => Buffer.from(array.buffer);

describe('a tensor', () => {
  it.each([
    ['BOOL', Buffer.from([1, 0, 7]), [true, false, true]],
    ['UINT8', Buffer.from([0, 200, 255]), [0, 200, 255]],
    ['INT8', bytesOf(new Int8Array([-128, 0, 127])), [-128, 0, 127]],
    ['UINT16', bytesOf(new Uint16Array([0, 1, 65535])), [0, 1, 65535]],
    ['INT16', bytesOf(new Int16Array([-32768, 0, 1])), [-32768, 0, 1]],
    ['UINT32', bytesOf(new Uint32Array([0, 1, 4294967295])), [0, 1, 4294967295]],
    ['INT32', bytesOf(new Int32Array([-2147483648, 0, 1])), [-2147483648, 0, 1]],
    ['UINT64', bytesOf(new BigUint64Array([0n, 1n, 2n ** 64n - 1n])), [0, 1, 2n ** 64n - 1n]],
    ['INT64', bytesOf(new BigInt64Array([-(2n ** 63n), -1n, 9007199254740993n])), [-(2n ** 63n), -1, 9007199254740993n]],
    ['FP16', Buffer.from([0x00, 0x3c, 0x01, 0x00, 0x00, 0xfc]), [1, 2 ** -24, -Infinity]],
    ['FP32', bytesOf(new Float32Array([0.5, NaN, Infinity])), [0.5, NaN, Infinity]],
    ['FP64', bytesOf(new Float64Array([0.1, -0, 1e308])), [0.1, -0, 1e308]],
    ['BYTES', Buffer.from([1, 0, 0, 0, 0x61, 0, 0, 0, 0, 2, 0, 0, 0, 0xc3, 0xbc]), ['a', '', 'ü']],
  ])('of %s is read from bytes', (datatype, bytes, expected) => {
    expect(binary(datatype, bytes, [3])).toEqual(expected);
  });

  it.each([
    ['one after the other', [1, 2, 3, 4, 5, 6]],
    ['in arrays of arrays', [[1, 2], [3, 4], [5, 6]]],
  ])('is read from JSON %s', (_, data) => {
    expect(values({ datatype: 'INT32', shape: [3, 2], data })).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('may have null for a missing value in JSON, and words for what JSON has no numbers for', () => {
    expect(values({ datatype: 'FP64', shape: [3], data: [null, 'NaN', '-Inf'] })).toEqual([null, 'NaN', '-Inf']);
  });

  it.each([
    ['INT8', 128], ['INT8', 1.5], ['UINT8', -1], ['UINT16', 65536], ['INT64', '1'], ['BOOL', 1], ['BYTES', 1], ['FP32', 'one'], ['FP64', true],
  ])('of %s is not %j', (datatype, value) => {
    expect(() => values({ datatype, shape: [1], data: [value] })).toThrow(`the value is not one of ${datatype}`);
  });

  it('is no number beyond the largest double', () => {
    expect(() => readRequest(Buffer.from('{"inputs":[{"name":"x","datatype":"FP64","shape":[1],"data":[1e400]}]}'), undefined)).toThrow('not one of FP64');
  });

  it.each([
    [{ datatype: 'FP99', shape: [1], data: [1] }, 'the datatype must be one of'],
    [{ datatype: 'FP64', shape: [1, 1, 1], data: [1] }, 'the shape must be [n] or [n, m]'],
    [{ datatype: 'FP64', shape: [-1], data: [1] }, 'the shape must be [n] or [n, m]'],
    [{ datatype: 'FP64', shape: [2], data: [1] }, 'has 1 values, and its shape 2'],
    [{ datatype: 'FP64', shape: [1] }, 'has neither "data" nor binary_data_size'],
    [{ datatype: 'FP64', shape: [1], parameters: { binary_data_size: 8 } }, 'at most the 0 bytes that are left'],
  ])('is not %j', (input, message) => {
    expect(() => values(input)).toThrow(message);
  });

  it.each([
    ['FP64', Buffer.alloc(7), [1], '1 values of FP64 take 8'],
    ['BYTES', Buffer.from([9, 0, 0, 0, 0x61]), [1], 'not 1 lengths with their texts'],
    ['BYTES', Buffer.from([0, 0, 0, 0, 0]), [1], 'not 1 lengths with their texts'],
    ['BYTES', Buffer.from([0, 0]), [1], 'not 1 lengths with their texts'],
    ['BYTES', Buffer.from([1, 0, 0, 0, 0xff]), [1], 'not UTF-8'],
  ])('of %s is not %j', (datatype, bytes, shape, message) => {
    expect(() => binary(datatype, bytes, shape)).toThrow(message);
  });
});

describe('an inference request', () => {
  const input = { name: 'x', datatype: 'FP64', shape: [1], data: [1] };

  it('says for each output, or for all, whether it comes as bytes', () => {
    const read = (more: object): unknown => {
      const { outputs, binaryOutputs } = readRequest(json({ inputs: [input], ...more }), undefined);
      return [outputs, binaryOutputs];
    };
    expect(read({})).toEqual([undefined, false]);
    expect(read({ outputs: [] })).toEqual([undefined, false]);
    expect(read({ parameters: { binary_data_output: true } })).toEqual([undefined, true]);
    expect(read({ outputs: [{ name: 'a' }, { name: 'b', parameters: { binary_data: false } }], parameters: { binary_data_output: true } }))
      .toEqual([[{ name: 'a', binary: true }, { name: 'b', binary: false }], true]);
  });

  it('takes its tensors\' bytes in their order', () => {
    const tensor = (name: string): object => ({ name, datatype: 'UINT8', shape: [2], parameters: { binary_data_size: 2 } });
    const head = json({ inputs: [tensor('a'), input, tensor('b')] });
    const { inputs } = readRequest(Buffer.concat([head, Buffer.from([1, 2, 3, 4])]), String(head.length));
    expect(inputs.map((read) => read.values)).toEqual([[1, 2], [1], [3, 4]]);
  });

  it.each([
    ['no inputs', { inputs: [] }, 'at least one of "inputs"'],
    ['a list', [], 'at least one of "inputs"'],
    ['an input twice', { inputs: [input, input] }, '"x" is given twice'],
    ['an input without a name', { inputs: [{ ...input, name: 1 }] }, 'inputs[0] must be an object with a name'],
    ['a number for its id', { id: 1, inputs: [input] }, '"id" must be a string'],
    ['classification', { inputs: [input], outputs: [{ name: 'a', parameters: { classification: 2 } }] }, 'classification is not supported'],
    ['shared memory', { inputs: [input], outputs: [{ name: 'a', parameters: { shared_memory_region: 'r' } }] }, 'shared_memory_region is not supported'],
  ])('is not one with %s', (_, value, message) => {
    expect(() => readRequest(json(value), undefined)).toThrow(message);
  });

  it.each(['0', '-1', '1.5', 'x', '', '1000'])('is not one whose JSON has a length of %j', (length) => {
    expect(() => readRequest(json({ inputs: [input] }), length)).toThrow('Inference-Header-Content-Length must be the length of the request\'s JSON');
  });

  it('has no more bytes than its tensors', () => {
    const head = json({ inputs: [input] });
    expect(() => readRequest(Buffer.concat([head, Buffer.alloc(3)]), String(head.length))).toThrow('3 bytes more');
  });
});
