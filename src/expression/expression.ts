import type { Operator } from './operators';

/** A value, or an expression that will have such a value once the values of a model are known. */
export type Value<T> = T | Expression<T>;

/** Anything a manifest can hold, in which any part may be an expression. `undefined` leaves its key or list item out. */
export type Template = string | number | boolean | null | undefined | Expression | readonly Template[] | { readonly [key: string]: Template };

/** The shape of an expression. Plain data, so that each reader (evaluator, Helm printer, provenance) is a function over it. */
export type ExpressionNode =
  /** A field of the values, or of the item that an enclosing `each` binds to `variable`. */
  | { readonly kind: 'reference'; readonly variable?: string; readonly path: readonly string[] }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly operands: readonly Template[] }
  | { readonly kind: 'conditional'; readonly condition: Expression<boolean>; readonly then: Template; readonly otherwise: Template }
  /** One `body` for every item of `list`; flattened into the list it stands in. */
  | { readonly kind: 'each'; readonly list: Expression<readonly unknown[]>; readonly variable: string; readonly body: Template };

/** Key under which an expression keeps its shape: a symbol, because every string key of a symbolic reference names a field of the values. */
export const NODE: unique symbol = Symbol('expression');

/** A leaf or block of a manifest that is computed from the values. Never changes; compare by identity. */
export class Expression<T = unknown> {
  readonly [NODE]: ExpressionNode;
  /** Makes Expression<string> and Expression<number> different types; holds nothing. */
  declare protected readonly valueType: T;

  constructor(node: ExpressionNode) {
    this[NODE] = node;
  }
}

export function isExpression(value: unknown): value is Expression {
  return value instanceof Expression;
}

/** True when an expression stands anywhere inside. */
export function isSymbolic(template: unknown): boolean {
  if (template === null || typeof template !== 'object') { return false; }
  if (isExpression(template)) { return true; }
  return Array.isArray(template) ? template.some(isSymbolic) : Object.values(template).some(isSymbolic);
}
