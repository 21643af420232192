import { Expression, NODE, type Value } from './expression';

type Scalar = string | number | boolean | null;

/**
 * The values as a construct sees them: the same fields, each either known or to be known later. Lists and maps of strings are leaves,
 * to be taken apart by `each` and `spread`.
 */
export type Reference<T> =
  T extends Scalar ? Value<T>
    : T extends readonly unknown[] ? Value<T>
      : string extends keyof T ? Value<T>
        : { readonly [K in keyof T]: Reference<T[K]> };

/** Values that are not known yet: every field is an expression that names itself. Known values need no such step; they are references already. */
export function symbolic<T extends object>(): Reference<T> {
  return field({ path: [] }) as Reference<T>;
}

/** The item that an enclosing `each` binds to `variable`. */
export function symbolicItem<T>(variable: string): Reference<T> {
  return field({ variable, path: [] }) as Reference<T>;
}

function field(at: { variable?: string; path: readonly string[] }): object {
  const expression = new Expression({ kind: 'reference', ...at });
  return new Proxy(expression, {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'constructor') { return Reflect.get(target, key); }
      return field({ ...at, path: [...at.path, key] });
    },
  });
}

/** The path that a reference names, or undefined for any other expression. */
export function referencedPath(expression: Expression): readonly string[] | undefined {
  const node = expression[NODE];
  return node.kind === 'reference' && node.variable === undefined ? node.path : undefined;
}
