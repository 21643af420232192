import { encodeTexts } from './binary';
import { datatypeOf } from './datatypes';
import type { InferRequest, RequestedOutput } from './read-request';
import { jsonCell } from '../answer/cells';
import { Problem } from '../http/problem';
import type { Scored } from '../scheduling/job';
import { NA_INTEGER } from '../wire/layout';
import type { SchemaColumn } from '../wire/schema';

export interface InferResponse {
  readonly body: string | Buffer;
  /** Length of the JSON before the tensors' bytes; undefined when there are none. */
  readonly headerLength: number | undefined;
}

/**
 * An answer's columns as tensors of shape [n], or [n, 1] where all inputs had two dimensions.
 *
 * @throws Problem 400 for an output that the model does not have.
 */
export function renderResponse(scored: Scored, request: InferRequest, model: { readonly name: string; readonly version: string }): InferResponse {
  const { columns } = scored.rows.schema;
  const asked: readonly RequestedOutput[] = request.outputs ?? columns.map(({ name }) => ({ name, binary: request.binaryOutputs }));
  const isTwoDimensional = request.inputs.every(({ shape }) => shape.length === 2);
  const count = scored.to - scored.from;
  const blobs: Buffer[] = [];
  const outputs = asked.map(({ name, binary }) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw new Problem(400, `there is no output ${JSON.stringify(name)}; known are ${columns.map((known) => known.name).join(', ')}`);
    const head = `{"name":${JSON.stringify(name)},"datatype":"${datatypeOf(column.type)}","shape":[${count}${isTwoDimensional ? ',1' : ''}]`;
    const bytes = binary ? encodeColumn(scored, column) : undefined;
    if (bytes === undefined) return `${head},"data":[${cellsOf(scored, column).join(',')}]}`;
    blobs.push(bytes);
    return `${head},"parameters":{"binary_data_size":${bytes.length}}}`;
  });
  const id = request.id === undefined ? '' : `,"id":${JSON.stringify(request.id)}`;
  const json = `{"model_name":${JSON.stringify(model.name)},"model_version":${JSON.stringify(model.version)}${id},"outputs":[${outputs.join(',')}]}`;
  if (blobs.length === 0) return { body: json, headerLength: undefined };
  const header = Buffer.from(json, 'utf8');
  return { body: Buffer.concat([header, ...blobs]), headerLength: header.length };
}

function cellsOf({ rows, from, to }: Scored, column: SchemaColumn): readonly string[] {
  const cell = jsonCell(rows, column);
  return Array.from({ length: to - from }, (_, index) => cell(from + index));
}

/** The bytes of a column; undefined where it has missing values that its datatype has no bytes for, which go as JSON then. */
function encodeColumn(scored: Scored, column: SchemaColumn): Buffer | undefined {
  const { rows, from, to } = scored;
  const start = column.position * rows.count;
  const copy = (values: Float64Array | Int32Array): Buffer => {
    const part = values.slice(start + from, start + to);
    return Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  };
  switch (column.type) {
    case 'double': return copy(rows.doubles);
    case 'integer64': {
      const bytes = copy(rows.doubles);
      for (let at = 0; at < bytes.length; at += 8) if (bytes.readBigInt64LE(at) === -(2n ** 63n)) return undefined;
      return bytes;
    }
    case 'integer': case 'logical': {
      const values = rows.integers.subarray(start + from, start + to);
      if (values.includes(NA_INTEGER)) return undefined;
      return column.type === 'integer' ? copy(rows.integers) : Buffer.from(values.map((value) => (value === 0 ? 0 : 1)));
    }
    default: {
      const texts = cellsOf(scored, column).map((cell) => JSON.parse(cell) as string | null);
      return texts.includes(null) ? undefined : encodeTexts(texts as string[]);
    }
  }
}
