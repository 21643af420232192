import type { Node } from 'yaml';
import { yamlLibrary } from '../../spec/load/yaml-library';
import { valueAt } from '../../spec/problem';

/** What stands on a line of a rendered file: which of its objects, and the field in it. */
export interface LinePath {
  readonly kind: string;
  readonly name: string;
  readonly path: readonly (string | number)[];
  /** In a text that holds JSON: the fields inside it. */
  readonly inside: readonly string[];
}

/** The field that a line (counted from 1) belongs to; undefined where no object stands. */
export function pathOfLine(text: string, line: number): LinePath | undefined {
  const yaml = yamlLibrary();
  const counter = new yaml.LineCounter();
  const lineOf = (offset: number) => counter.linePos(offset).line;
  let best: { path: (string | number)[]; root: unknown; first: number } | undefined;
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
  const object = best?.root as { kind?: string; metadata?: { name?: string } } | undefined;
  if (best === undefined || object?.kind === undefined || object.metadata?.name === undefined) { return undefined; }
  return { kind: object.kind, name: object.metadata.name, path: best.path, inside: typeof valueAt(best.root, best.path) === 'string' ? insideJson(text.split('\n').slice(best.first, line)) : [] };
}

/** The keys that enclose the last of some lines of indented JSON. */
function insideJson(lines: readonly string[]): string[] {
  const stack: { indent: number; key: string }[] = [];
  for (const line of lines) {
    const [, indent, key] = /^( *)"((?:[^"\\]|\\.)*)":/.exec(line) ?? [];
    if (key === undefined) { continue; }
    while (stack.length > 0 && stack.at(-1)!.indent >= indent.length) { stack.pop(); }
    stack.push({ indent: indent.length, key });
  }
  return stack.map(({ key }) => key);
}
