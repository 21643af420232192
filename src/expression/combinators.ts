import { Expression, type ExpressionNode, isExpression, isSymbolic, type Template, type Value } from './expression';
import { operate, type Operator } from './operators';
import { type Reference, referencedPath, symbolicItem } from './reference';

/**
 * How constructs compute. On known values each combinator computes at once and returns a plain value, so the constructs work in any
 * cdk8s app; on symbolic values it returns an expression.
 */
function operation<T>(operator: Operator, ...operands: readonly unknown[]): Value<T> {
  if (operands.some(isSymbolic)) {
    return new Expression<T>({ kind: 'operation', operator, operands: operands as readonly Template[] });
  }
  return operate(operator, operands) as T;
}

export const add = (...terms: Value<number>[]) => operation<number>('add', ...terms);
export const multiply = (...factors: Value<number>[]) => operation<number>('multiply', ...factors);
/** Integer division, rounded down. */
export const divide = (dividend: Value<number>, divisor: Value<number>) => operation<number>('divide', dividend, divisor);
export const concat = (...parts: Value<string | number>[]) => operation<string>('concat', ...parts);
export const join = (separator: string, parts: Value<readonly string[]> | readonly Value<string>[]) => operation<string>('join', separator, parts);
export const equal = <T extends string | number | boolean>(left: Value<T>, right: T) => operation<boolean>('equal', left, right);
export const greater = (left: Value<number>, right: Value<number>) => operation<boolean>('greater', left, right);
export const and = (...conditions: Value<boolean>[]) => operation<boolean>('and', ...conditions);
export const or = (...conditions: Value<boolean>[]) => operation<boolean>('or', ...conditions);
export const not = (condition: Value<boolean>) => operation<boolean>('not', condition);
export const count = (list: Value<readonly unknown[]>) => operation<number>('count', list);
/** Whether a list of structs has one whose `field` equals `wanted`. */
export const some = <T>(list: Value<readonly T[]>, field: keyof T & string, wanted: string) => operation<boolean>('some', list, field, wanted);
/** Indented JSON with sorted keys, as Helm's toPrettyJson writes it. */
export const json = (value: unknown) => operation<string>('json', value);
/** Lower-case hexadecimal SHA-256 of a text. */
export const sha256 = (text: Value<string>) => operation<string>('sha256', text);

/** `then` where the condition holds, else `otherwise`; with neither, the key or list item is left out. */
export function when<T>(condition: Value<boolean>, then: T): T | undefined;
export function when<T, U>(condition: Value<boolean>, then: T, otherwise: U): T | U;
export function when<T, U>(condition: Value<boolean>, then: T, otherwise?: U): T | U | undefined {
  if (!isExpression(condition)) { return condition ? then : otherwise; }
  // Typed as what it will be: templates take an expression wherever they take a value.
  return block<T>({ kind: 'conditional', condition, then: then as Template, otherwise: otherwise as Template });
}

/** One item for every item of a list, to be spread into a list: `[...each(values.variables, (variable) => ({ ... }))]`. */
export function each<T, R>(list: Value<readonly T[]>, body: (item: Reference<T>) => R): R[] {
  if (!isExpression(list)) { return list.map((item) => body(item as Reference<T>)); }
  const path = referencedPath(list);
  if (path === undefined) { throw new TypeError('each takes a list of the values, not a computed one'); }
  const variable = path.join('.');
  return [block<R>({ kind: 'each', list, variable, body: body(symbolicItem<T>(variable)) as Template })];
}

/** Prefix of a key whose value is a map to be merged into the object around it; no key of a Kubernetes map can begin like this. */
export const SPREAD = '...';

/**
 * The entries of a map of strings, to be spread into an object ahead of its own keys, which win: `{ ...spread(values.labels), app: 'x' }`.
 */
export function spread(map: Value<Readonly<Record<string, string>>>): Record<string, string> {
  if (!isExpression(map)) { return { ...map }; }
  const path = referencedPath(map);
  if (path === undefined) { throw new TypeError('spread takes a map of the values, not a computed one'); }
  return { [SPREAD + path.join('.')]: map as unknown as string };
}

function block<T>(node: ExpressionNode): T {
  return new Expression(node) as unknown as T;
}
