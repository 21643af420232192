import { isExpression, NODE, SPREAD, type Template, type Value } from '../../expression';
import { inlineString, literalBlock, number } from '../yaml-scalar';
import { call, type Code, flat, goString, layout } from './code';
import { assignment, InlinePrinter } from './inline-printer';
import { conditionalOf, type Dialect, FILE_SCOPE, isList, isLoop, isMap, loopScope, mayBeAbsent, type Scope } from './scope';
import type { Typed } from './typed';

type TemplateMap = { readonly [key: string]: Template };

/**
 * Prints a template as YAML with Helm's actions in it. Every action that is not a value takes the line break before it away, so that what
 * is left after rendering is plain YAML without gaps.
 */
export class BlockPrinter {
  private readonly inline: InlinePrinter;

  constructor(private readonly dialect: Dialect) {
    this.inline = new InlinePrinter(dialect);
  }

  /** The lines of a map that is never empty: its own keys, then what is spread into it. */
  map(map: TemplateMap, indent = '', scope = FILE_SCOPE): string[] {
    const own = Object.entries(map).filter(([key]) => !key.startsWith(SPREAD));
    return [...own.flatMap(([key, template]) => this.entry(key, template, indent, scope)), ...this.spread(map, indent, scope)];
  }

  /** Lines under a condition; all of them where it is known to hold. */
  conditional(condition: Value<boolean>, lines: readonly string[]): string[] {
    if (!isExpression(condition)) { return condition ? [...lines] : []; }
    const statements: string[] = [];
    const code = this.inline.condition(condition, FILE_SCOPE, statements);
    return [...statements, `{{- if ${layout(code)} }}`, ...lines, '{{- end }}'];
  }

  /** One expression that makes a text, as an action that prints it as it is. */
  text(template: Template): string[] {
    const statements: string[] = [];
    const { code } = this.inline.print(template, FILE_SCOPE, statements, 'text');
    return [...statements, `{{- ${layout(code)} }}`];
  }

  private entry(key: string, template: Template, indent: string, scope: Scope): string[] {
    return this.choice(template, indent, scope, (chosen) => this.plainEntry(key, chosen, indent, scope));
  }

  private plainEntry(key: string, template: Template, indent: string, scope: Scope): string[] {
    const name = `${indent}${constant(key, `${indent}  `, false)}:`;
    const inner = `${indent}  `;
    const shared = isMap(template) ? this.dialect.shared.nameOf(template) : undefined;
    if (shared !== undefined) { return [name, `${inner}{{- include ${goString(shared)} ${scope.root} | nindent ${inner.length} }}`]; }
    if (isMap(template) && isNeverEmptyMap(template)) { return [name, ...this.map(template, inner, scope)]; }
    if (isList(template) && isNeverEmptyList(template)) { return [name, ...template.flatMap((item) => this.item(item, inner, scope))]; }
    const { statements, text } = this.leaf(template, inner, scope, key);
    return [...indented(statements, indent), `${name} ${text}`];
  }

  private item(template: Template, indent: string, scope: Scope): string[] {
    const node = isExpression(template) ? template[NODE] : undefined;
    if (node?.kind === 'each') {
      const statements: string[] = [];
      const { variable, scope: inner } = loopScope(scope, node.variable);
      const list = this.inline.print(node.list, scope, statements, 'list').code;
      return [...indented(statements, indent), `${indent}{{- range ${variable} := ${layout(list, indent)} }}`, ...this.item(node.body, indent, inner), `${indent}{{- end }}`];
    }
    return this.choice(template, indent, scope, (chosen) => this.plainItem(chosen, indent, scope));
  }

  private plainItem(template: Template, indent: string, scope: Scope): string[] {
    const inner = `${indent}  `;
    if (isMap(template) && isNeverEmptyMap(template)) { return this.mapItem(template, indent, scope); }
    if (isList(template) && isNeverEmptyList(template)) { return [`${indent}-`, ...template.flatMap((item) => this.item(item, inner, scope))]; }
    const { statements, text } = this.leaf(template, inner, scope, 'item');
    return [...indented(statements, indent), `${indent}- ${text}`];
  }

  /** A key that is always there and needs no statements, the name if it is one, moves up to the dash. */
  private mapItem(map: TemplateMap, indent: string, scope: Scope): string[] {
    const inner = `${indent}  `;
    const own = Object.keys(map).filter((key) => !key.startsWith(SPREAD));
    for (const first of [...own.filter((key) => key === 'name'), ...own.filter((key) => !isMap(map[key]) && !isList(map[key]))]) {
      const [line, ...lines] = this.isChoice(map[first]) ? [] : this.plainEntry(first, map[first], inner, scope);
      if (line === undefined || isStatement(line)) { continue; }
      const { [first]: _first, ...others } = map;
      return [`${indent}- ${line.slice(inner.length)}`, ...lines, ...this.map(others, inner, scope)];
    }
    return [`${indent}-`, ...this.map(map, inner, scope)];
  }

  private leaf(template: Template, indent: string, scope: Scope, hint: string): { readonly statements: string[]; readonly text: string } {
    const statements: string[] = [];
    if (!isExpression(template) && !isMap(template) && !isList(template)) { return { statements, text: constant(template, indent, true) }; }
    if (isMap(template) && Object.keys(template).length === 0) { return { statements, text: '{}' }; }
    if (isList(template) && template.length === 0) { return { statements, text: '[]' }; }
    return { statements, text: action(this.inline.print(template, scope, statements, hint), indent) };
  }

  /** The lines for what a template turns out to be, under conditions where they cannot be part of a value. */
  private choice(template: Template, indent: string, scope: Scope, print: (chosen: Template) => string[]): string[] {
    if (template === undefined) { return []; }
    if (!this.isChoice(template)) { return print(template); }
    const { condition: when, then, otherwise: other } = conditionalOf(template)!;
    const statements: string[] = [];
    const condition = this.inline.condition(when, scope, statements);
    const otherwise = this.choice(other, indent, scope, print);
    return [
      ...indented(statements, indent),
      `${indent}{{- if ${layout(condition, indent)} }}`,
      ...this.choice(then, indent, scope, print),
      ...otherwise.length === 0 ? [] : [`${indent}{{- else }}`, ...otherwise],
      `${indent}{{- end }}`,
    ];
  }

  private isChoice(template: Template): boolean {
    const node = conditionalOf(template);
    if (node === undefined || this.dialect.shared.nameOf(template) !== undefined) { return false; }
    return [node.then, node.otherwise].some((branch) => mayBeAbsent(branch) || isMap(branch) || isList(branch) || this.isChoice(branch));
  }

  /** What is spread into a map, without the keys that the map has itself. */
  private spread(map: TemplateMap, indent: string, scope: Scope): string[] {
    const entries = Object.entries(map);
    const spreads = entries.filter(([key]) => key.startsWith(SPREAD));
    if (spreads.length === 0) { return []; }
    const own = entries.filter(([key]) => !key.startsWith(SPREAD));
    const statements: string[] = [];
    const sources = spreads.map(([, template], index): Code => {
      const { code } = this.inline.print(template, scope, statements, 'spread');
      if (index === 0) { return code; }
      // Asked for inside of a range, where the dot is another.
      const name = this.inline.variable('later', 'Map');
      statements.push(assignment(name, ':=', code));
      return name;
    });
    return [
      ...indented(statements, indent),
      ...sources.flatMap((source, index) => this.spreadOne(source, own, sources.slice(index + 1), indent, scope)),
    ];
  }

  /** What one map brings: the keys that neither the map around it nor a map spread after it has. */
  private spreadOne(source: Code, own: readonly (readonly [string, Template])[], later: readonly Code[], indent: string, scope: Scope): string[] {
    const certain = own.filter(([, template]) => !mayBeAbsent(template)).map(([key]) => goString(key));
    const statements: string[] = [];
    let remaining: Code = call('omit', source, ...certain);
    const uncertain = own.filter(([, template]) => mayBeAbsent(template));
    if (uncertain.length > 0) {
      const name = this.inline.variable('spread', 'Map');
      statements.push(assignment(name, ':=', remaining));
      for (const [key, template] of uncertain) {
        this.inline.choice(template, scope, statements, () => { statements.push(assignment(name, '=', call('omit', name, goString(key)))); });
      }
      remaining = name;
    }
    return [
      ...indented(statements, indent),
      `${indent}{{- range $key, $value := ${layout(remaining, indent)} }}`,
      ...later.map((map) => `${indent}{{- if not (hasKey ${flat(map)} $key) }}`),
      `${indent}{{ $key | quote }}: {{ $value | quote }}`,
      ...later.map(() => `${indent}{{- end }}`),
      `${indent}{{- end }}`,
    ];
  }
}

function isNeverEmptyMap(map: TemplateMap): boolean {
  return Object.entries(map).some(([key, template]) => !key.startsWith(SPREAD) && !mayBeAbsent(template));
}

function isNeverEmptyList(list: readonly Template[]): boolean {
  return list.some((item) => !isLoop(item) && !mayBeAbsent(item));
}

/** The value of an expression as YAML that reads back as that value. Texts are quoted as Go quotes them: JSON leaves U+007F bare, which YAML refuses. */
function action({ code, type }: Typed, indent: string): string {
  if (type === 'string') { return `{{ ${layout(code, indent)} | quote }}`; }
  return type === 'other' ? `{{ ${layout(call('toJson', code), indent)} }}` : `{{ ${layout(code, indent)} }}`;
}

/** Text that would begin an action is handed to Helm as a literal. */
function constant(value: string | number | boolean | null | undefined, indent: string, isBlockAllowed: boolean): string {
  if (typeof value === 'number') { return number(value); }
  if (typeof value !== 'string') { return String(value); }
  if (value.includes('{{')) { return `{{ ${goString(value)} | quote }}`; }
  return (isBlockAllowed ? literalBlock(value, indent) : undefined) ?? inlineString(value);
}

function isStatement(line: string): boolean {
  return line.trimStart().startsWith('{{-');
}

function indented(statements: readonly string[], indent: string): string[] {
  return statements.map((statement) => indent + statement.replaceAll('\n', `\n${indent}`));
}
