import type { Code } from './code';

/** What is known of a value before there are values: enough to print it as YAML that reads back as the same value. */
export type ValueType = 'string' | 'integer' | 'boolean' | 'other';

/** Type of the value at a path, `*` standing for the items of a list. */
export type TypeOf = (path: readonly string[]) => ValueType;

export interface Typed {
  readonly code: Code;
  readonly type: ValueType;
  /** What a text is put together from, so that one that is put into another needs no call of its own. */
  readonly parts?: readonly Part[];
}

/** Constant text, or something to be written into the text. */
export type Part = string | Typed;
