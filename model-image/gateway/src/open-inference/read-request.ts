import { decodeTensor } from './binary';
import { type Datatype, DATATYPES, fitsJson, type TensorValue } from './datatypes';
import { Problem } from '../http/problem';
import { parseJson } from '../read/json-text';

/** A tensor of a request, in row-major order. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly TensorValue[];
}

/** An output that a request asks for. */
export interface RequestedOutput {
  readonly name: string;
  readonly binary: boolean;
}

export interface InferRequest {
  /** Comes back with the answer; undefined when the request has none. */
  readonly id: string | undefined;
  readonly inputs: readonly Tensor[];
  /** undefined for all outputs. */
  readonly outputs: readonly RequestedOutput[] | undefined;
  /** Whether outputs that are not asked for by name come as bytes. */
  readonly binaryOutputs: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An inference request: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol#inference-request-json-object
 *
 * `headerLength` is the value of Inference-Header-Content-Length: how many bytes of the body are JSON, before those of its tensors.
 *
 * @throws Problem 400 for anything else.
 */
export function readRequest(body: Buffer, headerLength: string | undefined): InferRequest {
  const length = headerLength === undefined ? body.length : Number(headerLength);
  if (!Number.isInteger(length) || length < 1 || length > body.length) {
    throw new Problem(400, `Inference-Header-Content-Length must be the length of the request's JSON, from 1 to ${body.length}, found ${headerLength}`);
  }
  const { value } = parseJson(body.subarray(0, length));
  if (!isObject(value) || !Array.isArray(value.inputs) || value.inputs.length === 0) throw new Problem(400, 'the request must be an object with at least one of "inputs"');
  const { id } = value;
  if (id !== undefined && typeof id !== 'string') throw new Problem(400, '"id" must be a string');
  const rest = new Bytes(body.subarray(length));
  const inputs = value.inputs.map((input: unknown, index) => readTensor(input, index, rest));
  if (rest.left > 0) throw new Problem(400, `the body has ${rest.left} bytes more than its tensors' binary_data_size`);
  const names = inputs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Problem(400, `input ${JSON.stringify(twice)} is given twice`);
  const binaryOutputs = parametersOf(value).binary_data_output === true;
  return { id, inputs, outputs: readOutputs(value.outputs, binaryOutputs), binaryOutputs };
}

/** What follows the JSON, taken tensor by tensor. */
class Bytes {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  take(name: string, size: unknown): Buffer {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || size > this.left) {
      throw new Problem(400, `input ${JSON.stringify(name)}: binary_data_size must be at most the ${this.left} bytes that are left of the body, found ${JSON.stringify(size)}`);
    }
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
}

const parametersOf = ({ parameters }: Json): Json => (isObject(parameters) ? parameters : {});

function readTensor(input: unknown, index: number, rest: Bytes): Tensor {
  if (!isObject(input) || typeof input.name !== 'string') throw new Problem(400, `inputs[${index}] must be an object with a name`);
  const { name, shape, datatype } = input;
  const at = `input ${JSON.stringify(name)}`;
  if (!DATATYPES.some((known) => known === datatype)) throw new Problem(400, `${at}: the datatype must be one of ${DATATYPES.join(', ')}, found ${JSON.stringify(datatype)}`);
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 2 || !shape.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new Problem(400, `${at}: the shape must be [n] or [n, m], found ${JSON.stringify(shape)}`);
  }
  const count = (shape as number[]).reduce((product, size) => product * size, 1);
  const size = parametersOf(input).binary_data_size;
  if (size !== undefined) return { name, shape: shape as number[], values: decodeTensor(name, datatype as Datatype, rest.take(name, size), count) };
  if (!Array.isArray(input.data)) throw new Problem(400, `${at} has neither "data" nor binary_data_size`);
  return { name, shape: shape as number[], values: readData(at, datatype as Datatype, input.data, count) };
}

function readData(at: string, datatype: Datatype, data: readonly unknown[], count: number): readonly TensorValue[] {
  // One after the other, or in arrays of arrays as the shape has it.
  const values: readonly unknown[] = data.some((value) => Array.isArray(value)) ? data.flat() : data;
  if (values.length !== count) throw new Problem(400, `${at} has ${values.length} values, and its shape ${count}`);
  const wrong = values.findIndex((value) => !fitsJson(datatype, value));
  if (wrong >= 0) throw new Problem(400, `${at}, element ${wrong}: the value is not one of ${datatype}`);
  return values as readonly TensorValue[];
}

function readOutputs(given: unknown, binary: boolean): readonly RequestedOutput[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) throw new Problem(400, '"outputs" must be an array');
  // None is as good as not asked for.
  if (given.length === 0) return undefined;
  return given.map((output: unknown, index) => {
    if (!isObject(output) || typeof output.name !== 'string') throw new Problem(400, `outputs[${index}] must be an object with a name`);
    const parameters = parametersOf(output);
    for (const unknown of ['classification', 'shared_memory_region']) {
      if (parameters[unknown] !== undefined) throw new Problem(400, `outputs[${index}]: ${unknown} is not supported`);
    }
    return { name: output.name, binary: typeof parameters.binary_data === 'boolean' ? parameters.binary_data : binary };
  });
}
