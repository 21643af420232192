import { type ExpressionNode, isExpression, NODE, type Template } from '../../expression';
import { templateJson } from '../template-json';
import type { TypeOf } from './typed';

/** What names mean at one place of a template file. */
export interface Scope {
  /** The context that named templates take and values are fields of: `.`, or `$` inside a loop, where the dot is the item. */
  readonly root: '.' | '$';
  /** Variables of the loops around, by the name that the expressions give them. */
  readonly variables: Readonly<Record<string, string>>;
}

export const FILE_SCOPE: Scope = { root: '.', variables: {} };

/** The scope inside a loop over the list of that name: its items are called by the list's name without the plural's s. */
export function loopScope(scope: Scope, list: string): { readonly variable: string; readonly scope: Scope } {
  const variable = `$${list.split('.').at(-1)!.replace(/s$/, '')}`;
  return { variable, scope: { root: '$', variables: { ...scope.variables, [list]: variable } } };
}

/** Parts of templates that are printed once, as named templates, and included wherever they stand. */
export class SharedParts {
  private readonly names = new Map<string, string>();

  add(name: string, template: Template): void {
    this.names.set(templateJson(template), name);
  }

  nameOf(template: Template): string | undefined {
    return template !== null && typeof template === 'object' ? this.names.get(templateJson(template)) : undefined;
  }
}

/** What the printers of one file share. */
export interface Dialect {
  readonly typeOf: TypeOf;
  readonly shared: SharedParts;
}

/** Whether the key or list item around it may be left out. */
export function mayBeAbsent(template: Template): boolean {
  const node = conditionalOf(template);
  return template === undefined || (node !== undefined && (mayBeAbsent(node.then) || mayBeAbsent(node.otherwise)));
}

export function conditionalOf(template: Template): Extract<ExpressionNode, { kind: 'conditional' }> | undefined {
  if (!isExpression(template)) { return undefined; }
  const node = template[NODE];
  return node.kind === 'conditional' ? node : undefined;
}

/** Whether a list item stands for any number of items. */
export function isLoop(template: Template): boolean {
  return isExpression(template) && template[NODE].kind === 'each';
}

export function isList(template: Template): template is readonly Template[] {
  return Array.isArray(template);
}

export function isMap(template: Template): template is { readonly [key: string]: Template } {
  return template !== null && typeof template === 'object' && !Array.isArray(template) && !isExpression(template);
}
