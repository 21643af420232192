/** What a line of a Helm template is printed from. */
export interface References {
  /** Dotted paths of values behind the line's own text, sorted. */
  readonly value: readonly string[];
  /** Those that decide whether the line is printed, or how often. */
  readonly presence: readonly string[];
}

interface Action {
  /** Without braces and the dashes that trim. */
  readonly code: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

type Names = ReadonlySet<string>;

const OPENS = /^(?:if|range|with|define|block)\b/;

/**
 * Follows the actions of a Go template (https://pkg.go.dev/text/template#hdr-Actions) down to a line, counted from 1.
 * @param helpers text with the definitions that `include` refers to
 */
export function referencesOfLine(text: string, line: number, helpers: string): References {
  const scope = new Scope(helpers);
  const value = new Set<string>();
  let presence: Names | undefined;
  for (const { code, firstLine, lastLine } of actionsOf(text)) {
    if (firstLine >= line) { presence ??= scope.conditions(); }
    if (firstLine > line) { break; }
    if (lastLine >= line && firstLine <= line) { for (const name of scope.namesIn(code)) { value.add(name); } }
    scope.enter(code);
  }
  presence ??= scope.conditions();
  return { value: sorted(value), presence: sorted(presence).filter((name) => !value.has(name)) };
}

function actionsOf(text: string): Action[] {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  return [...text.matchAll(/\{\{-?\s*([^]*?)\s*-?\}\}/g)].filter(([, code]) => !code.startsWith('/*'))
    .map(({ 0: whole, 1: code, index }) => ({ code, firstLine: lineAt(index), lastLine: lineAt(index + whole.length) }));
}

/** Where in a template a reader is: what is around him, and what its variables were made from. */
class Scope {
  private readonly around: Set<string>[] = [];
  private readonly variables = new Map<string, Set<string>>();

  constructor(private readonly helpers: string) {}

  conditions(): Names {
    return new Set(this.around.flatMap((names) => [...names]));
  }

  /** Values that an action reads: by name, by a variable, by a definition that it includes, or by the field of what is around it. */
  namesIn(code: string): Names {
    const plain = code.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
    const own = [...plain.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path]) => path.slice(1));
    const variables = [...plain.matchAll(/\$(\w+)/g)].flatMap(([, name]) => [...this.variables.get(name) ?? []]);
    const included = [...code.matchAll(/include "([\w.]+)"/g)].flatMap(([, name]) => [...this.namesInDefinition(name)]);
    const isRelative = /(?:^|[\s(])\.(?!Values|Release|Chart|Capabilities|Template|Files)\w/.test(plain);
    return new Set([...own, ...variables, ...included, ...isRelative ? this.around.at(-1) ?? [] : []]);
  }

  /** Takes an action as read. */
  enter(code: string): void {
    const names = this.namesIn(code);
    for (const [, name] of /^(?:range\s+)?(\$\w+(?:\s*,\s*\$\w+)?)\s*:?=/.exec(code)?.[1].matchAll(/\$(\w+)/g) ?? []) {
      this.variables.set(name, new Set([...this.variables.get(name) ?? [], ...names]));
    }
    if (OPENS.test(code)) {
      this.around.push(new Set(names));
    } else if (code.startsWith('else')) {
      for (const name of names) { this.around.at(-1)?.add(name); }
    } else if (code === 'end') {
      this.around.pop();
    }
  }

  private namesInDefinition(name: string): Names {
    const [, body = ''] = new RegExp(`\\{\\{-? define "${name.replaceAll('.', '\\.')}" -?\\}\\}([^]*?)(?=\\{\\{-? define |$)`).exec(this.helpers) ?? [];
    const scope = new Scope(this.helpers);
    const found = new Set<string>();
    for (const { code } of actionsOf(body)) {
      for (const each of scope.namesIn(code)) { found.add(each); }
      scope.enter(code);
    }
    return found;
  }
}

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}
