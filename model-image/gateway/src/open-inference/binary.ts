import { isUtf8 } from 'node:buffer';
import { type Datatype, type TensorValue, WIDTHS } from './datatypes';
import { Problem } from '../http/problem';

/**
 * The values of a tensor's binary form: little-endian, without padding; a BYTES element behind its length in four bytes.
 * https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol/binary-tensor-data-extension
 *
 * @throws Problem 400 when the bytes are not `count` values.
 */
export function decodeTensor(name: string, datatype: Datatype, bytes: Buffer, count: number): readonly TensorValue[] {
  if (datatype === 'BYTES') return decodeTexts(name, bytes, count);
  const width = WIDTHS[datatype];
  if (bytes.length !== width * count) throw new Problem(400, `input ${JSON.stringify(name)} has ${bytes.length} bytes, and ${count} values of ${datatype} take ${width * count}`);
  const read = reader(datatype, bytes);
  return Array.from({ length: count }, (_, index) => read(index * width));
}

function reader(datatype: Exclude<Datatype, 'BYTES'>, bytes: Buffer): (at: number) => TensorValue {
  switch (datatype) {
    case 'BOOL': return (at) => bytes[at] !== 0;
    case 'UINT8': return (at) => bytes[at];
    case 'INT8': return (at) => bytes.readInt8(at);
    case 'UINT16': return (at) => bytes.readUInt16LE(at);
    case 'INT16': return (at) => bytes.readInt16LE(at);
    case 'UINT32': return (at) => bytes.readUInt32LE(at);
    case 'INT32': return (at) => bytes.readInt32LE(at);
    case 'UINT64': return (at) => exact(bytes.readBigUInt64LE(at));
    case 'INT64': return (at) => exact(bytes.readBigInt64LE(at));
    case 'FP16': return (at) => half(bytes.readUInt16LE(at));
    case 'FP32': return (at) => bytes.readFloatLE(at);
    case 'FP64': return (at) => bytes.readDoubleLE(at);
  }
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor((bits % 0x8000) / 1024);
  const fraction = bits % 1024;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

function decodeTexts(name: string, bytes: Buffer, count: number): readonly string[] {
  const broken = (): Problem => new Problem(400, `input ${JSON.stringify(name)} has ${bytes.length} bytes, and they are not ${count} lengths with their texts`);
  const texts: string[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 4 > bytes.length) throw broken();
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) throw broken();
    const text = bytes.subarray(at + 4, end);
    if (!isUtf8(text)) throw new Problem(400, `input ${JSON.stringify(name)}, element ${index}: the bytes are not UTF-8`);
    texts.push(text.toString('utf8'));
    at = end;
  }
  if (at !== bytes.length) throw broken();
  return texts;
}

/** BYTES elements, each behind its length. */
export function encodeTexts(texts: readonly string[]): Buffer {
  const parts: Buffer[] = [];
  for (const text of texts) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(text));
    parts.push(length, Buffer.from(text, 'utf8'));
  }
  return Buffer.concat(parts);
}
