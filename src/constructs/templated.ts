import type { k8s } from 'cdk8s-plus-27';
import type { Expression } from '../expression';

/**
 * A struct of the Kubernetes API in which any part may be an expression. The types are those of cdk8s-plus-27's generated L1 constructs;
 * its classes for quantities and int-or-strings become what they are in YAML, plain strings and numbers.
 */
export type Templated<T> =
  T extends k8s.Quantity ? Quantity | Expression<string> | Expression<number>
    : T extends k8s.IntOrString ? string | number | Expression<string> | Expression<number>
      : T extends string | number | boolean ? T | Expression<T>
        : T extends readonly (infer E)[] ? readonly (Templated<E> | undefined)[]
          : T extends object ? { readonly [K in keyof T]: Templated<T[K]> | undefined }
            : T;

/** A resource quantity as it is written in YAML: `250m`, `600Mi`, `1`. */
type Quantity = string | number;
