import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAnswer } from '../../src/answer/render-answer';
import { Contract } from '../../src/contract/contract';
import { decodeRows, decodeSchema, FrameReader, type Frame } from '../../src/wire/decode';
import { encodeRows, encodeSchema } from '../../src/wire/encode';
import { FrameKind } from '../../src/wire/layout';
import type { Rows } from '../../src/wire/rows';
import { sliceRows } from '../../src/wire/slice';

const FOLDER = join(__dirname, '..', '..', '..', 'protocol', 'golden');
const NAMES = readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));
const SLOT = 3;
const ID = 7;

function rowsOf(name: string): { rows: Rows; data: unknown[][] } {
  const { columns, data } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  const contract = new Contract(columns.map((column: object) => ({ ...column, nullable: true, minimum: null, maximum: null, description: '' })));
  const names = columns.map((column: { name: string }) => column.name);
  const rows = contract.check({ names, columns: names.map((_: string, at: number) => data.map((row: unknown[]) => row[at])), rows: data.length, origin: 'json' });
  if (!('doubles' in rows)) throw new Error(JSON.stringify(rows));
  return { rows, data };
}

function framesOf(bytes: Buffer, step: number): Frame[] {
  const frames: Frame[] = [];
  const reader = new FrameReader();
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step), (frame) => frames.push(frame));
  return frames;
}

describe.each(NAMES)('the golden frames of %s', (name) => {
  const path = join(FOLDER, `${name}.bin`);

  it('are what the gateway writes', () => {
    const { rows } = rowsOf(name);
    const written = Buffer.concat([encodeSchema(rows.schema, SLOT), encodeRows(FrameKind.Score, ID, SLOT, [rows])]);
    if (process.env.UPDATE_GOLDENS === '1') writeFileSync(path, written);
    expect(written.equals(readFileSync(path))).toBe(true);
  });

  it('are the same when the rows come from several requests', () => {
    const { rows } = rowsOf(name);
    const parts = [sliceRows(rows, 0, 1), sliceRows(rows, 1, 3), sliceRows(rows, 3, 4)];
    expect(encodeRows(FrameKind.Score, ID, SLOT, parts).equals(encodeRows(FrameKind.Score, ID, SLOT, [rows]))).toBe(true);
  });

  it.each([1, 5, 33, 100_000])('are read back to the same values in pieces of %i bytes', (step) => {
    const { data } = rowsOf(name);
    const [schema, frame] = framesOf(readFileSync(path), step);
    const rows = decodeRows(frame, decodeSchema(schema));
    expect(frame.id).toBe(ID);
    expect(JSON.parse(renderAnswer('split', rows, 0, rows.count)).data).toEqual(data);
  });
});

describe('a frame reader', () => {
  const bytes = readFileSync(join(FOLDER, 'numbers.bin'));

  it('refuses a header without the protocol\'s mark', () => {
    const damaged = Buffer.from(bytes);
    damaged[28] += 1;
    expect(() => framesOf(damaged, 100)).toThrow('header is damaged');
  });

  it('refuses a frame whose length does not fit its rows', () => {
    const [schema, frame] = framesOf(bytes, bytes.length);
    expect(() => decodeRows({ ...frame, rows: frame.rows + 1 }, decodeSchema(schema))).toThrow('wrong length');
  });
});
