import { FrameKind, HEADER_BYTES, MAGIC, TYPE_CODES, type WireType } from './layout';
import type { Rows } from './rows';
import { makeSchema, type Schema } from './schema';

/** A frame as it came: the integers of its header and its body. */
export interface Frame {
  readonly kind: FrameKind;
  readonly id: number;
  readonly rows: number;
  readonly slot: number;
  readonly text: number;
  readonly missing: number;
  readonly body: Buffer;
}

/** What came through the pipe is no frame of the protocol. */
export class WireError extends Error {}

const TYPES = new Map(Object.entries(TYPE_CODES).map(([type, code]) => [code, type as WireType]));

/** Largest body that a reader believes: R's longest raw vector that a 32-bit length can name. */
const MAX_BODY_BYTES = 2 ** 31 - 1;

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private held = 0;
  private wanted = HEADER_BYTES;
  private header: Buffer | undefined;

  /**
   * Takes the next bytes, calls back with each frame they complete.
   *
   * @throws WireError when they are no frame.
   */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    this.chunks.push(chunk);
    this.held += chunk.length;
    while (this.held >= this.wanted) {
      const bytes = this.take(this.wanted);
      if (this.header === undefined) {
        const length = bytes.readInt32LE(0);
        if (bytes.readInt32LE(28) !== MAGIC || length < 0 || length > MAX_BODY_BYTES) throw new WireError('the frame header is damaged');
        this.header = bytes;
        this.wanted = length;
      } else {
        const { header } = this;
        this.header = undefined;
        this.wanted = HEADER_BYTES;
        onFrame({
          kind: header.readInt32LE(4),
          id: header.readInt32LE(8),
          rows: header.readInt32LE(12),
          slot: header.readInt32LE(16),
          text: header.readInt32LE(20),
          missing: header.readInt32LE(24),
          body: bytes,
        });
      }
    }
  }

  private take(size: number): Buffer {
    const first = this.chunks[0] ?? Buffer.alloc(0);
    const all = first.length >= size ? first : Buffer.concat(this.chunks);
    if (all !== first) this.chunks = [all];
    this.held -= size;
    if (all.length === size) this.chunks.shift();
    else if (this.chunks.length > 0) this.chunks[0] = all.subarray(size);
    return all.subarray(0, size);
  }
}

function readStrings(text: Buffer, count: number): string[] {
  const strings = text.toString('utf8').split('\0');
  if (strings.pop() !== '' || strings.length !== count) throw new WireError('the frame holds another number of strings than it says');
  return strings;
}

/** The columns of a SCHEMA frame. */
export function decodeSchema(frame: Frame): Schema {
  const width = frame.rows;
  if (width < 0 || frame.body.length !== 8 * width + frame.text) throw new WireError('the schema frame has the wrong length');
  const counts = Array.from({ length: width }, (_, index) => frame.body.readInt32LE(8 * index + 4));
  const strings = readStrings(frame.body.subarray(8 * width), width + counts.reduce((sum, count) => sum + count, 0));
  let at = width;
  return makeSchema(counts.map((count, index) => {
    const type = TYPES.get(frame.body.readInt32LE(8 * index));
    if (type === undefined) throw new WireError('the schema frame has a column of an unknown type');
    at += count;
    return { name: strings[index], type, levels: strings.slice(at - count, at) };
  }));
}

/** The rows of a RESULT or SCORE frame. */
export function decodeRows(frame: Frame, schema: Schema): Rows {
  const { rows, missing, text, body } = frame;
  const doubleBytes = 8 * schema.doubles * rows;
  const integerBytes = 4 * schema.integers * rows;
  const textAt = doubleBytes + integerBytes + 4 * missing;
  if (rows < 0 || missing < 0 || text < 0 || body.length !== textAt + text) throw new WireError('the frame has the wrong length for its rows');
  // A copy, because typed arrays must start at a multiple of their element's size.
  const numbers = new Uint8Array(textAt);
  numbers.set(body.subarray(0, textAt));
  const doubles = new Float64Array(numbers.buffer, 0, schema.doubles * rows);
  const integers = new Int32Array(numbers.buffer, doubleBytes, schema.integers * rows);
  const strings: (string | null)[] = schema.strings === 0 ? [] : readStrings(body.subarray(textAt), schema.strings * rows);
  for (const index of new Int32Array(numbers.buffer, doubleBytes + integerBytes, missing)) {
    if (index < 0 || index >= strings.length) throw new WireError('the frame marks a string as missing that it does not hold');
    strings[index] = null;
  }
  return { schema, count: rows, doubles, integers, strings, bytes: body.length };
}

/** The text of a HELLO or ERROR frame. */
export function decodeText(frame: Frame): string {
  return readStrings(frame.body, 1)[0];
}
