import { hash } from 'node:crypto';
import { prettyJson } from './pretty-json';

/**
 * Every computation that a manifest may contain. The list is short on purpose: each operator needs a twin in Helm's template language,
 * so that a chart computes what the YAML writer computed.
 */
const OPERATORS = {
  add: (...terms: number[]) => terms.reduce((sum, term) => sum + term, 0),
  multiply: (...factors: number[]) => factors.reduce((product, factor) => product * factor, 1),
  /** Integer division, rounded down; operands are whole and positive. */
  divide: (dividend: number, divisor: number) => Math.floor(dividend / divisor),
  concat: (...parts: (string | number | boolean)[]) => parts.join(''),
  join: (separator: string, parts: readonly string[]) => parts.join(separator),
  equal: (left: unknown, right: unknown) => left === right,
  greater: (left: number, right: number) => left > right,
  and: (...conditions: boolean[]) => conditions.every(Boolean),
  or: (...conditions: boolean[]) => conditions.some(Boolean),
  not: (condition: boolean) => !condition,
  count: (list: readonly unknown[]) => list.length,
  /** Whether a list of structs has one whose `field` equals `wanted`. */
  some: (list: readonly Record<string, unknown>[], name: string, wanted: unknown) => list.some((item) => item[name] === wanted),
  json: (value: unknown) => prettyJson(value),
  /** Lower-case hexadecimal SHA-256 of the UTF-8 text. */
  sha256: (text: string) => hash('sha256', text),
} as const;

export type Operator = keyof typeof OPERATORS;

/** Computes an operator on known operands. */
export function operate(operator: Operator, operands: readonly unknown[]): unknown {
  return (OPERATORS[operator] as (...operands: readonly unknown[]) => unknown)(...operands);
}
