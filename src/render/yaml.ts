import { inlineString, literalBlock, number } from './yaml-scalar';
import { isConstant } from '../expression';

/** Longest text of a key that may stand in front of its colon (https://yaml.org/spec/1.2.2/#742-flow-mappings: 1024 characters). */
const LONGEST_IMPLICIT_KEY = 1000;

/** Strings repeat from object to object; each is examined once. Bounded, because texts of a million specs must not pile up. */
const REMEMBERED_STRINGS = 20_000;
const rememberedStrings = new Map<string, string>();

/** What constant parts of manifests were printed as, by their indent. They are as many as the charts have, whatever is rendered. */
const printedConstants = new WeakMap<object, Map<string, string>>();

/**
 * YAML of a plain JSON value: block style, two spaces, keys as given, no line ever folded. Every reader of YAML 1.1 or 1.2 gets the same
 * value back. Written for this one purpose, because printing takes most of a synth's time and a general printer must be ready for more.
 * @throws TypeError for what JSON has no word for: undefined, functions, infinities
 */
export function toYaml(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) { return list(value, ''); }
  if (isRecord(value) && Object.keys(value).length > 0) { return map(value, ''); }
  return `${typeof value === 'string' ? inlineString(value) : scalar(value)}\n`;
}

/** The lines of a non-empty map; the first without its indent, so that it can stand behind a dash. */
function map(record: Record<string, unknown>, indent: string): string {
  return isConstant(record) ? printedOnce(record, indent, () => freshMap(record, indent)) : freshMap(record, indent);
}

function freshMap(record: Record<string, unknown>, indent: string): string {
  let text = '';
  for (const key of Object.keys(record)) {
    const name = remembered(key);
    if (text !== '') { text += indent; }
    text += name.length > LONGEST_IMPLICIT_KEY ? `? ${name}\n${indent}:` : `${name}:`;
    const value = record[key];
    if (Array.isArray(value)) {
      text += value.length === 0 ? ' []\n' : `\n${indent}  ${list(value, `${indent}  `)}`;
    } else if (isRecord(value)) {
      const nested = Object.keys(value).length === 0 ? undefined : map(value, `${indent}  `);
      text += nested === undefined ? ' {}\n' : `\n${indent}  ${nested}`;
    } else {
      text += ` ${leaf(value, `${indent}  `)}\n`;
    }
  }
  return text;
}

/** The lines of a non-empty list; the first without its indent. */
function list(items: readonly unknown[], indent: string): string {
  return isConstant(items) ? printedOnce(items, indent, () => freshList(items, indent)) : freshList(items, indent);
}

function freshList(items: readonly unknown[], indent: string): string {
  let text = '';
  for (const item of items) {
    if (text !== '') { text += indent; }
    if (Array.isArray(item)) {
      text += item.length === 0 ? '- []\n' : `- ${list(item, `${indent}  `)}`;
    } else if (isRecord(item)) {
      text += Object.keys(item).length === 0 ? '- {}\n' : `- ${map(item, `${indent}  `)}`;
    } else {
      text += `- ${leaf(item, `${indent}  `)}\n`;
    }
  }
  return text;
}

function printedOnce(part: object, indent: string, print: () => string): string {
  let texts = printedConstants.get(part);
  if (texts === undefined) { printedConstants.set(part, texts = new Map()); }
  let text = texts.get(indent);
  if (text === undefined) { texts.set(indent, text = print()); }
  return text;
}

function leaf(value: unknown, indent: string): string {
  if (typeof value !== 'string') { return scalar(value); }
  return literalBlock(value, indent) ?? remembered(value);
}

function scalar(value: unknown): string {
  if (typeof value === 'number') { return number(value); }
  if (typeof value === 'boolean') { return String(value); }
  if (value === null) { return 'null'; }
  if (Array.isArray(value)) { return '[]'; }
  if (isRecord(value)) { return '{}'; }
  throw new TypeError(`${typeof value} has no place in a manifest`);
}

function remembered(text: string): string {
  let inline = rememberedStrings.get(text);
  if (inline === undefined) {
    inline = inlineString(text);
    if (rememberedStrings.size >= REMEMBERED_STRINGS) { rememberedStrings.clear(); }
    rememberedStrings.set(text, inline);
  }
  return inline;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
