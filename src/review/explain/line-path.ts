import type { Node } from 'yaml';
import { yamlLibrary } from '../../spec/load/yaml-library';
import { valueAt } from '../../spec/problem';

/** What stands on a line of a rendered file: which of its objects, and the field in it. */
export interface LinePath {
  readonly kind: string;
  readonly name: string;
  readonly path: readonly (string | number)[];
  /** In a text that holds JSON: the fields inside it. */
  readonly inside: readonly (string | number)[];
}

/** The field that a line (counted from 1) belongs to; undefined where no object stands. */
export function pathOfLine(text: string, line: number): LinePath | undefined {
  const best = deepestAt(text, line);
  const object = best?.root as { kind?: string; metadata?: { name?: string } } | undefined;
  if (best === undefined || object?.kind === undefined || object.metadata?.name === undefined) { return undefined; }
  const inside = typeof valueAt(best.root, best.path) === 'string' ? insideJson(text.split('\n').slice(best.first, line)) : [];
  return { kind: object.kind, name: object.metadata.name, path: best.path, inside };
}

/** The field of any YAML that a line (counted from 1) belongs to; a line of comment belongs to the field below it. */
export function fieldOfLine(text: string, line: number): (string | number)[] | undefined {
  const lines = text.split('\n');
  let at = line;
  while (at < lines.length && /^\s*(?:#|$)/.test(lines[at - 1])) { at += 1; }
  return deepestAt(text, at)?.path;
}

interface Place {
  readonly path: (string | number)[];
  readonly root: unknown;
  /** The line on which the field's name stands. */
  readonly first: number;
}

/** The innermost field that reaches over a line. */
function deepestAt(text: string, line: number): Place | undefined {
  const yaml = yamlLibrary();
  const counter = new yaml.LineCounter();
  const lineOf = (offset: number) => counter.linePos(offset).line;
  let best: Place | undefined;
  for (const document of yaml.parseAllDocuments(text, { lineCounter: counter, logLevel: 'error' })) {
    const root: unknown = document.toJS();
    const visit = (node: Node | null, path: (string | number)[], first: number): void => {
      const range = node?.range;
      if (range === undefined || range === null || first > line || lineOf(Math.max(range[1] - 1, range[0])) < line) { return; }
      if (path.length > 0 && (best === undefined || best.root !== root || path.length >= best.path.length)) { best = { path, root, first }; }
      if (yaml.isMap(node)) {
        for (const { key, value } of node.items) { visit(value as Node | null, [...path, String(key)], lineOf((key as Node).range![0])); }
      } else if (yaml.isSeq(node)) {
        node.items.forEach((item, index) => { visit(item as Node, [...path, index], lineOf((item as Node).range![0])); });
      }
    };
    visit(document.contents as Node | null, [], document.range[0] === undefined ? 1 : lineOf(document.range[0]));
  }
  return best;
}

/** The keys and the places in lists that enclose the last of some lines of indented JSON. */
function insideJson(lines: readonly string[]): (string | number)[] {
  const stack: { indent: number; key: string | number }[] = [];
  for (const line of lines) {
    const [, { length: indent }, key, rest] = /^( *)(?:"((?:[^"\\]|\\.)*)": )?(.*)$/.exec(line)!;
    const isClosed = key === undefined && /^[\]}]/.test(rest);
    let last: string | number | undefined;
    while (stack.length > 0 && stack.at(-1)!.indent >= indent + Number(isClosed)) { last = stack.pop()!.key; }
    if (key !== undefined) { stack.push({ indent, key }); } else if (stack.length > 0 && !isClosed) { stack.push({ indent, key: typeof last === 'number' ? last + 1 : 0 }); }
  }
  return stack.map(({ key }) => key);
}
