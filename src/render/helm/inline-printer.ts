import { call, type Code, field, goString, layout } from './code';
import { text, TWINS } from './operators';
import { conditionalOf, type Dialect, isList, isLoop, isMap, loopScope, mayBeAbsent, type Scope } from './scope';
import type { Typed } from './typed';
import { type Expression, isExpression, NODE, SPREAD, type Template } from '../../expression';

/**
 * Prints a template as one expression of Helm's language. A list or map that loops or leaves something out has no expression there: it is
 * put together in a variable, by statements that go before.
 */
export class InlinePrinter {
  private readonly taken = new Map<string, number>();

  constructor(private readonly dialect: Dialect) {}

  /** @param statements receives the actions that have to stand before, a line each @param hint names the variables */
  print(template: Template, scope: Scope, statements: string[], hint: string): Typed {
    if (template === null) { return { code: 'nil', type: 'other' }; }
    if (isExpression(template)) { return this.expression(template, scope, statements, hint); }
    if (isList(template)) { return { code: this.list(template, scope, statements, hint), type: 'other' }; }
    if (isMap(template)) { return { code: this.map(template, scope, statements, hint), type: 'other' }; }
    switch (typeof template) {
      case 'string': return text([template]);
      case 'number': return { code: String(template), type: Number.isInteger(template) ? 'integer' : 'other' };
      case 'boolean': return { code: String(template), type: 'boolean' };
      default: throw new TypeError('what an expression computes with may not be left out');
    }
  }

  /** The condition of an `if`. */
  condition(condition: Expression<boolean>, scope: Scope, statements: string[]): Code {
    return this.print(condition, scope, statements, 'condition').code;
  }

  /** The list that a loop goes through. */
  reference(variable: string | undefined, path: readonly string[], { root, variables }: Scope): Code {
    if (variable !== undefined) { return field(variables[variable], path); }
    return field(root === '.' ? '.Values' : '$.Values', path);
  }

  /** A name that no other variable of the file has. */
  variable(hint: string, kind: 'List' | 'Map'): string {
    const name = `$${hint.replace(/[^A-Za-z0-9]+(.?)/g, (_match, next: string) => next.toUpperCase())}${kind}`;
    const count = (this.taken.get(name) ?? 0) + 1;
    this.taken.set(name, count);
    return count === 1 ? name : `${name}${count}`;
  }

  private expression(expression: Expression, scope: Scope, statements: string[], hint: string): Typed {
    const shared = this.dialect.shared.nameOf(expression);
    if (shared !== undefined) { return { code: call('include', goString(shared), scope.root), type: 'string' }; }
    const node = expression[NODE];
    switch (node.kind) {
      case 'reference': {
        const code = this.reference(node.variable, node.path, scope);
        const type = this.dialect.typeOf(node.variable === undefined ? node.path : [...node.variable.split('.'), '*', ...node.path]);
        return { code: type === 'integer' ? call('int64', code) : code, type };
      }
      case 'operation':
        return TWINS[node.operator](node.operands.map((operand) => this.print(operand, scope, statements, hint)));
      case 'conditional': {
        const condition = this.condition(node.condition, scope, statements);
        const [then, otherwise] = [node.then, node.otherwise].map((branch) => this.print(branch, scope, statements, hint));
        return { code: call('ternary', then.code, otherwise.code, condition), type: then.type === otherwise.type ? then.type : 'other' };
      }
      case 'each': throw new TypeError('a loop stands in a list');
    }
  }

  private list(items: readonly Template[], scope: Scope, statements: string[], hint: string): Code {
    const codes = (those: readonly Template[]) => those.map((item) => this.print(item, scope, statements, hint).code);
    const first = items.findIndex((item) => isLoop(item) || mayBeAbsent(item));
    if (first === -1) { return call('list', ...codes(items)); }
    const start = call('list', ...codes(items.slice(0, first)));
    const name = this.variable(hint, 'List');
    statements.push(assignment(name, ':=', start));
    for (const item of items.slice(first)) { this.addItem(name, item, scope, statements, hint); }
    return name;
  }

  private addItem(name: string, item: Template, scope: Scope, statements: string[], hint: string): void {
    const node = isExpression(item) ? item[NODE] : undefined;
    if (node?.kind === 'each') {
      const { variable, scope: inner } = loopScope(scope, node.variable);
      statements.push(`{{- range ${variable} := ${layout(this.print(node.list, scope, statements, hint).code)} }}`);
      this.addItem(name, node.body, inner, statements, hint);
      statements.push('{{- end }}');
    } else {
      this.choice(item, scope, statements, (chosen) => {
        const { code } = this.print(chosen, scope, statements, hint);
        statements.push(assignment(name, '=', call('append', name, code)));
      });
    }
  }

  private map(map: { readonly [key: string]: Template }, scope: Scope, statements: string[], hint: string): Code {
    const entries = Object.entries(map);
    const spreads = entries.filter(([key]) => key.startsWith(SPREAD));
    const own = entries.filter(([key]) => !key.startsWith(SPREAD));
    if (spreads.length === 0 && !own.some(([, template]) => mayBeAbsent(template))) {
      return call('dict', ...own.flatMap(([key, template]) => [goString(key), this.print(template, scope, statements, key).code]));
    }
    const name = this.variable(hint, 'Map');
    statements.push(assignment(name, ':=', spreads.length === 0 ? 'dict' : call('deepCopy', this.print(onlySpread(spreads), scope, statements, hint).code)));
    for (const [key, template] of own) {
      this.choice(template, scope, statements, (chosen) => {
        const { code } = this.print(chosen, scope, statements, key);
        statements.push(assignment('$_', ':=', call('set', name, goString(key), code)));
      });
    }
    return name;
  }

  /** Statements for what a template turns out to be, under the conditions for it; none where it is left out. */
  choice(template: Template, scope: Scope, statements: string[], add: (chosen: Template) => void): void {
    if (template === undefined) { return; }
    const node = conditionalOf(template);
    if (node === undefined || !mayBeAbsent(template)) {
      add(template);
      return;
    }
    statements.push(`{{- if ${layout(this.condition(node.condition, scope, statements))} }}`);
    this.choice(node.then, scope, statements, add);
    if (node.otherwise !== undefined) {
      statements.push('{{- else }}');
      this.choice(node.otherwise, scope, statements, add);
    }
    statements.push('{{- end }}');
  }
}

/** @throws TypeError where there are several: which of them wins would be lost in a value of Helm's language */
function onlySpread(spreads: readonly (readonly [string, Template])[]): Template {
  if (spreads.length > 1) { throw new TypeError('one map of the values can be spread into an object'); }
  return spreads[0][1];
}

export function assignment(variable: string, operator: ':=' | '=', code: Code): string {
  return `{{- ${variable} ${operator} ${layout(code)} }}`;
}
