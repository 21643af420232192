import { FrameKind, HEADER_BYTES, MAGIC, TYPE_CODES } from './layout';
import type { Rows } from './rows';
import type { Schema } from './schema';

interface Head {
  readonly kind: FrameKind;
  readonly id: number;
  readonly rows: number;
  readonly slot: number;
  readonly text: number;
  readonly missing: number;
}

function frame(head: Head, bodyBytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + bodyBytes);
  buffer.writeInt32LE(bodyBytes, 0);
  buffer.writeInt32LE(head.kind, 4);
  buffer.writeInt32LE(head.id, 8);
  buffer.writeInt32LE(head.rows, 12);
  buffer.writeInt32LE(head.slot, 16);
  buffer.writeInt32LE(head.text, 20);
  buffer.writeInt32LE(head.missing, 24);
  buffer.writeInt32LE(MAGIC, 28);
  return buffer;
}

/** A SCHEMA frame: what the rows of the following frames of this slot look like. */
export function encodeSchema(schema: Schema, slot: number): Buffer {
  const strings = [...schema.columns.map(({ name }) => name), ...schema.columns.flatMap(({ levels }) => levels)];
  const text = Buffer.from(strings.map((string) => `${string}\0`).join(''), 'utf8');
  const width = schema.columns.length;
  const buffer = frame({ kind: FrameKind.Schema, id: 0, rows: width, slot, text: text.length, missing: 0 }, 8 * width + text.length);
  schema.columns.forEach(({ type, levels }, index) => {
    buffer.writeInt32LE(TYPE_CODES[type], HEADER_BYTES + 8 * index);
    buffer.writeInt32LE(levels.length, HEADER_BYTES + 8 * index + 4);
  });
  text.copy(buffer, HEADER_BYTES + 8 * width);
  return buffer;
}

/** START and FORK frames: a list of strings. */
export function encodeStrings(kind: FrameKind, strings: readonly string[]): Buffer {
  const text = Buffer.from(strings.map((string) => `${string}\0`).join(''), 'utf8');
  const buffer = frame({ kind, id: 0, rows: strings.length, slot: 0, text: text.length, missing: 0 }, text.length);
  text.copy(buffer, HEADER_BYTES);
  return buffer;
}

/** A REQUEST frame: strings whose characters are bytes, then bytes as they are. */
export function encodeTextAndBytes(kind: FrameKind, id: number, strings: readonly string[], bytes: Buffer): Buffer {
  const text = Buffer.from(strings.map((string) => `${string}\0`).join(''), 'latin1');
  const buffer = frame({ kind, id, rows: strings.length, slot: 0, text: text.length, missing: 0 }, text.length + bytes.length);
  text.copy(buffer, HEADER_BYTES);
  bytes.copy(buffer, HEADER_BYTES + text.length);
  return buffer;
}

/** One frame that holds the rows of several requests, one after the other. They must be of one schema. */
export function encodeRows(kind: FrameKind.Score | FrameKind.Result, id: number, slot: number, members: readonly Rows[]): Buffer {
  const schema = members[0].schema;
  let rows = 0;
  for (const member of members) rows += member.count;
  const strings = schema.strings === 0 ? [] : gatherStrings(members, schema.strings);
  const missing: number[] = [];
  strings.forEach((text, index) => {
    if (text === null) missing.push(index);
  });
  const text = Buffer.from(strings.map((string) => `${string ?? ''}\0`).join(''), 'utf8');
  const doubleBytes = 8 * schema.doubles * rows;
  const integerBytes = 4 * schema.integers * rows;
  const body = doubleBytes + integerBytes + 4 * missing.length + text.length;
  const buffer = frame({ kind, id, rows, slot, text: text.length, missing: missing.length }, body);

  if (doubleBytes > 0) gatherWords(buffer, HEADER_BYTES, members, schema.doubles, 8, (member) => member.doubles);
  if (integerBytes > 0) gatherWords(buffer, HEADER_BYTES + doubleBytes, members, schema.integers, 4, (member) => member.integers);
  let at = HEADER_BYTES + doubleBytes + integerBytes;
  for (const index of missing) at = buffer.writeInt32LE(index, at);
  text.copy(buffer, at);
  return buffer;
}

/** Copies columns byte for byte, so that no NaN changes its bits on the way. */
function gatherWords(
  target: Buffer, offset: number, members: readonly Rows[], columns: number, width: number, block: (member: Rows) => Float64Array | Int32Array,
): void {
  const sources = members.map((member) => {
    const values = block(member);
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  });
  if (sources.length === 1) {
    target.set(sources[0], offset);
    return;
  }
  let at = offset;
  for (let column = 0; column < columns; column += 1) {
    for (let index = 0; index < sources.length; index += 1) {
      const source = sources[index];
      const length = width * members[index].count;
      const start = column * length;
      // A call of set() costs more than these few bytes.
      if (length <= 16) for (let byte = 0; byte < length; byte += 1) target[at + byte] = source[start + byte];
      else target.set(source.subarray(start, start + length), at);
      at += length;
    }
  }
}

function gatherStrings(members: readonly Rows[], columns: number): readonly (string | null)[] {
  if (members.length === 1) return members[0].strings;
  const strings: (string | null)[] = [];
  for (let column = 0; column < columns; column += 1) {
    for (const member of members) {
      for (let row = 0; row < member.count; row += 1) strings.push(member.strings[column * member.count + row]);
    }
  }
  return strings;
}
