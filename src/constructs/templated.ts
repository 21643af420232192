import type { k8s } from 'cdk8s-plus-27';
import type { Expression } from '../expression';

/**
 * A struct of the Kubernetes API in which any part may be an expression. The types are those of cdk8s-plus-27's generated L1 constructs;
 * its classes for quantities and int-or-strings become what they are in YAML, plain strings and numbers.
 */
export type Templated<T> =
  T extends string | number | boolean | undefined ? T | (T extends undefined ? never : Expression<T>)
    : Same<T, k8s.Quantity | k8s.IntOrString> extends true ? QuantityText
      : T extends readonly (infer E)[] ? readonly (Templated<E> | undefined)[]
        : T extends object ? { readonly [K in keyof T]: Templated<T[K]> | undefined }
          : T;

/** As it is written in YAML: `250m`, `600Mi`, `1`. */
type QuantityText = string | number | Expression<string> | Expression<number>;

/** Structs that happen to have a field `value` are assignable to those classes, but not the other way round. */
type Same<A, B> = A extends B ? (B extends A ? true : false) : false;
