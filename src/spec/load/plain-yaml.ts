import { flowEnd } from './plain-flow';
import { isSameKey, isSameScalar, KEY, matchAt, SCALAR, skipSpaces } from './plain-tokens';

/** What most files are made of, seen at once. */
const PRINTABLE_ASCII = /^[\n\x20-\x7e]*$/;
/** Anything but printable text (https://www.unicode.org/reports/tr18/#General_Category_Property) and the two common ends of a line. */
const UNSURE_CHARACTER = /[^\n\r\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]|\r(?!\n)/u;
/** A key may be 1,024 characters long (https://yaml.org/spec/1.2.2/#742-flow-mappings), and a regular expression's stack is finite. */
const MAX_LINE_CHARACTERS = 1000;
/** js-yaml refuses a hundred. */
const MAX_DEPTH = 50;

interface Collection {
  readonly kind: 'map' | 'sequence';
  readonly column: number;
}

/** One line's place and whether a nested collection has to follow. */
interface Entry {
  readonly dash?: number;
  readonly key?: number;
  readonly open: boolean;
}

/**
 * Whether a text is of the small part of YAML that every library reads alike: block maps and sequences of values that stand on one line each,
 * which are quoted, flow collections, or plain without any doubt of their type. It may still hold a key twice.
 *
 * Not of it: anchors, aliases, tags, directives, document markers, block scalars, values over several lines, missing values, tabs,
 * and every plain scalar that some version of YAML does not read as what it looks like (yes, 0o7, 1_000, 1:30, 2026-01-01, 1e3, ~).
 */
export function isPlainYaml(text: string): boolean {
  if (!PRINTABLE_ASCII.test(text) && UNSURE_CHARACTER.test(text)) return false;
  const collections: Collection[] = [];
  let open = true;
  for (const line of text.split(/\r?\n/)) {
    const indent = skipSpaces(line, 0);
    if (indent === line.length || line[indent] === '#') continue;
    const entry = line.length <= MAX_LINE_CHARACTERS ? entryOf(line, indent) : undefined;
    if (entry === undefined || !fits(entry, collections, open)) return false;
    open = entry.open;
  }
  return collections.length > 0 && !open;
}

function entryOf(line: string, indent: number): Entry | undefined {
  const dash = line.startsWith('- ', indent) ? indent : undefined;
  const start = dash === undefined ? indent : skipSpaces(line, indent + 1);
  const colon = matchAt(KEY, line, start);
  if (colon === -1) return dash !== undefined && valueFills(line, start) ? { dash, open: false } : undefined;
  if (!isSameKey(line.slice(start, colon - 1))) return undefined;
  if (atEnd(line, colon)) return { dash, key: start, open: true };
  return valueFills(line, skipSpaces(line, colon)) ? { dash, key: start, open: false } : undefined;
}

/** Whether one value, and at most a comment, takes the rest of a line. */
function valueFills(line: string, at: number): boolean {
  if (line[at] === '{' || line[at] === '[') return atEnd(line, flowEnd(line, at, MAX_DEPTH));
  const end = matchAt(SCALAR, line, at);
  return end !== -1 && isSameScalar(line.slice(at, end)) && atEnd(line, end);
}

function atEnd(line: string, at: number): boolean {
  if (at === -1) return false;
  const next = skipSpaces(line, at);
  return next === line.length || next > at && line[next] === '#';
}

/** Puts a line into the collections that are open: it continues one of them, or begins one where the line above asks for it. */
function fits({ dash, key }: Entry, collections: Collection[], open: boolean): boolean {
  const first: Collection = dash === undefined ? { kind: 'map', column: key! } : { kind: 'sequence', column: dash };
  if (!(open ? begins(first, collections) : continues(first, collections))) return false;
  if (dash !== undefined && key !== undefined) collections.push({ kind: 'map', column: key });
  return collections.length <= MAX_DEPTH;
}

function begins(first: Collection, collections: Collection[]): boolean {
  const parent = collections.at(-1);
  const deeper = parent === undefined ? first.column === 0 : first.column > parent.column;
  // A sequence may stand in the column of the key that it belongs to.
  if (!deeper && !(first.kind === 'sequence' && parent?.kind === 'map' && first.column === parent.column)) return false;
  collections.push(first);
  return true;
}

function continues(first: Collection, collections: Collection[]): boolean {
  for (let last = collections.at(-1); last !== undefined && last.column >= first.column; last = collections.at(-1)) {
    if (last.column === first.column && last.kind === first.kind) return true;
    collections.pop();
  }
  return false;
}
