import { isAscii, isUtf8 } from 'node:buffer';
import { Problem } from '../http/problem';

/** Containers inside containers that a scoring request may have; the deepest accepted form has three. */
const MAX_DEPTH = 8;

/** A parsed document and how many object members its text has, equal names counted twice. */
export interface JsonText {
  readonly value: unknown;
  readonly members: number;
}

/**
 * Parses a body that comes from anyone.
 *
 * @throws Problem 400 for anything that is not UTF-8 or JSON, or nested deeper than any request needs to be.
 */
export function parseJson(body: Buffer): JsonText {
  const text = decodeUtf8(body);
  const members = scan(body);
  try {
    return { value: JSON.parse(text), members };
  } catch (error) {
    // V8 quotes a piece of the text, which is a payload: only the place is told.
    const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec((error as Error).message)?.[0];
    throw new Problem(400, `the body is not JSON${place === undefined ? '' : `: it breaks off or goes wrong ${place}`}`);
  }
}

export function decodeUtf8(body: Buffer): string {
  if (isAscii(body)) return body.toString('latin1');
  if (!isUtf8(body)) throw new Problem(400, 'the body is not UTF-8');
  return body.toString('utf8');
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Counts the colons outside strings, one for each member of an object, and watches the depth, without recursion. */
function scan(body: Buffer): number {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    switch (body[at]) {
      case QUOTE:
        for (at += 1; at < body.length && body[at] !== QUOTE; at += 1) if (body[at] === BACKSLASH) at += 1;
        break;
      case COLON:
        members += 1;
        break;
      case 0x5b: case 0x7b:
        depth += 1;
        if (depth > MAX_DEPTH) throw new Problem(400, `the body is nested deeper than ${MAX_DEPTH} levels`);
        break;
      case 0x5d: case 0x7d:
        depth -= 1;
        break;
      default:
    }
  }
  return members;
}
