import type { Document, Node } from 'yaml';
import type { Position } from '../problem';
import { isPlainYaml } from './plain-yaml';
import { plainYamlLibrary, yamlLibrary } from './yaml-library';

interface YamlError extends Position {
  readonly message: string;
}

export interface ParsedYaml {
  /** Plain data; undefined where there are errors. */
  readonly value: unknown;
  readonly errors: readonly YamlError[];
}

/** Characters without which a text can hold no anchor, alias, tag or merge key. */
const REFERENCES = /[&*!]|<</;

/**
 * A YAML 1.2 document as plain data.
 *
 * Anchors, aliases, merge keys and tags are refused: an error has one place to point at, an override one value to lay itself over, and a
 * file can't expand to more than what is written in it.
 */
export function parseYaml(text: string): ParsedYaml {
  return parsePlainYaml(text) ?? parseAnyYaml(text);
}

/** A document of which both libraries make the same data, by the faster one; undefined for every other, and for one with errors. */
export function parsePlainYaml(text: string): ParsedYaml | undefined {
  if (!isPlainYaml(text)) return undefined;
  const { CORE_SCHEMA, load } = plainYamlLibrary();
  try {
    return { value: load(text, { schema: CORE_SCHEMA }), errors: [] };
  } catch {
    // A key written twice: the slower library says where.
    return undefined;
  }
}

/** {@link parseYaml} without its short cut: what it must always say too. */
export function parseAnyYaml(text: string): ParsedYaml {
  const document = yamlLibrary().parseDocument(text, { prettyErrors: false, logLevel: 'error', strict: true });
  const found = [...syntaxErrors(document, text), ...REFERENCES.test(text) ? references(document, text) : []];
  if (found.length > 0) return { value: undefined, errors: located(found, text) };
  return { value: document.toJS({ maxAliasCount: 0 }), errors: [] };
}

interface OffsetError {
  readonly offset: number;
  readonly message: string;
}

function syntaxErrors(document: Document.Parsed, text: string): OffsetError[] {
  const found = [...document.errors, ...document.warnings]
    .map(({ code, message, pos: [offset] }) => ({ offset, message: explained(code, message, text, offset) }));
  // Of several at one place the first is the cause.
  return found.filter(({ offset }, index) => found.findIndex((other) => other.offset === offset) === index);
}

function explained(code: string, message: string, text: string, offset: number): string {
  switch (code) {
    case 'DUPLICATE_KEY': return `${keyAt(text, offset)} is written twice in the same place; keep one of them`;
    case 'MULTIPLE_DOCS': return 'the file holds more than one document (---); write one spec a file';
    case 'TAB_AS_INDENT': return 'a tab can\'t indent YAML; use spaces';
    case 'TAG_RESOLVE_FAILED': return `${tagAt(text, offset)} is a tag, and tags are not read; remove it`;
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY': return 'not valid YAML: after this a line is indented further than the fields beside it';
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return /^(Flow|Expected flow)/.test(message) ? 'not valid YAML: a { or [ above is not closed' : `not valid YAML: ${lowerFirst(message)}`;
    default: return `not valid YAML: ${lowerFirst(message)}`;
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function keyAt(text: string, offset: number): string {
  return /^[^:\n]*/.exec(text.slice(offset))![0].trim() || 'a field';
}

function tagAt(text: string, offset: number): string {
  return /^\S*/.exec(text.slice(offset))![0];
}

function references(document: Document.Parsed, text: string): OffsetError[] {
  const { isAlias, isNode, isPair, visit } = yamlLibrary();
  const found: OffsetError[] = [];
  const add = (node: Node, message: string) => found.push({ offset: node.range![0], message });
  visit(document, (_, node) => {
    if (isPair(node)) {
      if (isNode(node.key) && String(node.key) === '<<' && text.startsWith('<<', node.key.range![0])) {
        add(node.key, 'a merge key (<<) is not read; write its fields out');
      }
    } else if (isAlias(node)) {
      add(node, `the alias *${node.source} is not read; write its value out`);
    } else if (isNode(node) && 'anchor' in node && node.anchor !== undefined) {
      const offset = text.lastIndexOf(`&${node.anchor}`, node.range![0]);
      found.push({ offset, message: `the anchor &${node.anchor} is not read; write the value out where it is needed` });
    } else if (isNode(node) && node.tag !== undefined && text.startsWith('!', tagOffset(node, text))) {
      found.push({ offset: tagOffset(node, text), message: `${tagAt(text, tagOffset(node, text))} is a tag, and tags are not read; remove it` });
    }
  });
  return found;
}

/** A tag stands on its node's line, before the node. */
function tagOffset(node: Node, text: string): number {
  const lineStart = text.lastIndexOf('\n', node.range![0] - 1) + 1;
  const before = text.slice(lineStart, node.range![0]);
  const tag = /!\S*\s*$/.exec(before);
  return tag ? lineStart + tag.index : node.range![0];
}

function located(errors: readonly OffsetError[], text: string): YamlError[] {
  const lines = new (yamlLibrary().LineCounter)();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return errors.map(({ offset, message }) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line, column: col, message };
  });
}
