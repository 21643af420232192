import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameReader, type Frame } from '../../src/wire/decode';
import { encodeTextAndBytes } from '../../src/wire/encode';
import { decodeResponse, encodeRequest, requestMessage } from '../../src/wire/http-message';
import { FrameKind } from '../../src/wire/layout';

const FOLDER = join(__dirname, '..', '..', '..', 'protocol', 'golden', 'http');
const ID = 7;

const described = (name: string): any => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

/** UTF-8 as Node's parser hands it out: one character a byte. */
const bytewise = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function hold(name: string, written: Buffer): void {
  const path = join(FOLDER, `${name}.bin`);
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(path, written);
  expect(written.equals(readFileSync(path))).toBe(true);
}

function frameOf(name: string): Frame {
  const frames: Frame[] = [];
  new FrameReader().push(readFileSync(join(FOLDER, `${name}.bin`)), (frame) => frames.push(frame));
  return frames[0];
}

describe('the golden frames of HTTP', () => {
  it('have a request as the gateway writes it', () => {
    const { head, bodyHex } = described('request');
    const headers = head.headers.map(([name, value]: [string, string]) => [name, bytewise(value)]);
    hold('request', encodeRequest(ID, requestMessage({ ...head, headers }, Buffer.from(bodyHex, 'hex'))));
  });

  it('have a response as R writes it', () => {
    const { status, headers, bodyHex } = described('response');
    hold('response', encodeTextAndBytes(FrameKind.Response, ID, [String(status), ...headers.flat().map(bytewise)], Buffer.from(bodyHex, 'hex')));
  });

  it('have a response that the gateway reads back', () => {
    const { status, headers, bodyHex } = described('response');
    const { head, body } = decodeResponse(frameOf('response'));
    expect([head, body.toString('hex')]).toEqual([[String(status), ...headers.flat().map(bytewise)], bodyHex]);
  });

  it.each([
    ['half a header', { rows: 6 }],
    ['a head longer than the frame', { text: 10_000 }],
    ['a head that does not end', { text: 20 }],
  ])('are refused with %s', (_, change) => {
    expect(() => decodeResponse({ ...frameOf('response'), ...change })).toThrow('a response');
  });
});
