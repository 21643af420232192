import fc from 'fast-check';
import {
  add, and, concat, count, divide, each, equal, greater, join, json, multiply, not, or, type Reference, sha256, some, spread, type Value, when,
} from '../../src/expression';

/** Values of every shape that templates can name. */
export interface ProgramValues {
  readonly flag: boolean;
  readonly mode: string;
  readonly replicas: number;
  /** Never 0. */
  readonly size: number;
  readonly nested: { readonly text: string; readonly on: boolean };
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly items: readonly { readonly name: string; readonly port: number }[];
}

type Values = Reference<ProgramValues>;

/** A piece of a construct: computes on known values, makes a template of symbolic ones. */
export type Program<T = unknown> = (values: Values) => T;

const text = fc.oneof(fc.constantFrom('a', 'b', '', '<&>', '${x}', '\n'), fc.string());
const key = fc.stringMatching(/^[a-z]{1,4}$/);

export const programValues: fc.Arbitrary<ProgramValues> = fc.record({
  flag: fc.boolean(),
  mode: fc.constantFrom('a', 'b'),
  replicas: fc.nat(100),
  size: fc.integer({ min: 1, max: 9 }),
  nested: fc.record({ text, on: fc.boolean() }),
  tags: fc.array(text, { maxLength: 3 }),
  labels: fc.dictionary(key, text, { maxKeys: 3, noNullPrototype: true }),
  items: fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), port: fc.nat(9) }), { maxLength: 3 }),
});

interface Kinds {
  readonly number: Program<Value<number>>;
  readonly string: Program<Value<string>>;
  readonly boolean: Program<Value<boolean>>;
  readonly template: Program;
}

/** Programs of every combinator in every place where one may stand. */
export const program: fc.Arbitrary<Program> = fc.letrec((tie) => {
  const of = <K extends keyof Kinds>(kind: K) => tie(kind) as fc.Arbitrary<Kinds[K]>;
  const [number, string, boolean, template] = [of('number'), of('string'), of('boolean'), of('template')];
  const small = { depthSize: 'small' as const };
  return {
    number: fc.oneof(
      small,
      fc.nat(9).map((value) => () => value),
      fc.constantFrom<Program<Value<number>>>((values) => values.replicas, (values) => values.size, (values) => count(values.items)),
      fc.tuple(number, number).map(([left, right]) => (values: Values) => add(left(values), right(values))),
      fc.tuple(number, number).map(([left, right]) => (values: Values) => multiply(left(values), right(values))),
      number.map((dividend) => (values: Values) => divide(dividend(values), values.size)),
    ),
    string: fc.oneof(
      small,
      text.map((value) => () => value),
      fc.constantFrom<Program<Value<string>>>((values) => values.mode, (values) => values.nested.text, (values) => join(',', values.tags)),
      fc.tuple(string, number).map(([left, right]) => (values: Values) => concat(left(values), right(values))),
      fc.array(string, { maxLength: 3 }).map((parts) => (values: Values) => join('-', parts.map((part) => part(values)))),
      string.map((part) => (values: Values) => sha256(part(values))),
      template.map((part) => (values: Values) => json({ part: part(values) })),
    ),
    boolean: fc.oneof(
      small,
      fc.boolean().map((value) => () => value),
      fc.constantFrom<Program<Value<boolean>>>((values) => values.flag, (values) => values.nested.on, (values) => equal(values.mode, 'a')),
      fc.constantFrom('a', 'b').map((wanted) => (values: Values) => some(values.items, 'name', wanted)),
      fc.tuple(number, number).map(([left, right]) => (values: Values) => greater(left(values), right(values))),
      fc.tuple(boolean, boolean).map(([left, right]) => (values: Values) => and(left(values), right(values))),
      fc.tuple(boolean, boolean).map(([left, right]) => (values: Values) => or(left(values), right(values))),
      boolean.map((condition) => (values: Values) => not(condition(values))),
    ),
    template: fc.oneof(
      small,
      number, string, boolean, fc.constant(() => null),
      fc.constantFrom<Program>((values) => values.tags, (values) => values.labels, (values) => values.items),
      fc.array(template, { maxLength: 3 }).map((parts) => (values: Values) => parts.map((part) => part(values))),
      fc.dictionary(key, template, { maxKeys: 3, noNullPrototype: true }).map((parts) => (values: Values) =>
        Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part(values)]))),
      fc.dictionary(key, template, { maxKeys: 2, noNullPrototype: true }).map((parts) => (values: Values) =>
        ({ ...spread(values.labels), ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part(values)])) })),
      fc.tuple(boolean, template).map(([condition, then]) => (values: Values) => when(condition(values), then(values))),
      fc.tuple(boolean, template, template)
        .map(([condition, then, otherwise]) => (values: Values) => when(condition(values), then(values), otherwise(values))),
      fc.tuple(template, template).map(([first, body]) => (values: Values) =>
        [first(values), ...each(values.items, (item) => ({ name: item.name, port: add(item.port, values.size), body: body(values) }))]),
      fc.tuple(boolean, template).map(([condition, body]) => (values: Values) =>
        [...each(values.items, (item) => when(and(condition(values), greater(item.port, 3)), body(values)))]),
    ),
  };
}).template as fc.Arbitrary<Program>;

/** What is left out stays out, as in a manifest. */
export function withoutGaps(value: unknown): unknown {
  if (value === null || typeof value !== 'object') { return value; }
  if (Array.isArray(value)) { return value.filter((item) => item !== undefined).map(withoutGaps); }
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined).map(([name, field]) => [name, withoutGaps(field)]));
}
