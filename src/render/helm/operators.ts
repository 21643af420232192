import { call, type Code, goString } from './code';
import type { Part, Typed, ValueType } from './typed';
import type { Operator } from '../../expression';

type Twin = (operands: readonly Typed[]) => Typed;

/** Name of the template in `_helpers.tpl` that looks through a list. */
export const SOME = 'plumbline.some';

/**
 * Every operator in Helm's language (https://helm.sh/docs/chart_template_guide/function_list/). Numbers of a values file arrive as floats, and
 * 1000000 would print as 1e+06: references to whole numbers go through `int64`, and what computes with them returns whole numbers.
 */
export const TWINS: Record<Operator, Twin> = {
  add: (terms) => ({ code: call('add', ...codes(terms)), type: 'integer' }),
  multiply: (factors) => ({ code: call('mul', ...codes(factors)), type: 'integer' }),
  divide: (operands) => ({ code: call('div', ...codes(operands)), type: 'integer' }),
  concat: (parts) => text(parts.flatMap((part) => part.parts ?? [part])),
  join: (operands) => ({ code: call('join', ...codes(operands)), type: 'string' }),
  equal: (operands) => condition(call('eq', ...codes(operands))),
  greater: (operands) => condition(call('gt', ...codes(operands))),
  and: (conditions) => condition(conditions.length === 0 ? 'true' : call('and', ...codes(conditions))),
  or: (conditions) => condition(conditions.length === 0 ? 'false' : call('or', ...codes(conditions))),
  not: (operands) => condition(call('not', ...codes(operands))),
  count: (operands) => ({ code: call('len', ...codes(operands)), type: 'integer' }),
  some: (operands) => condition(call('ne', goString(''), call('include', goString(SOME), call('list', ...codes(operands))))),
  json: (operands) => ({ code: call('toPrettyJson', ...codes(operands)), type: 'string' }),
  sha256: (operands) => ({ code: call('sha256sum', ...codes(operands)), type: 'string' }),
};

function codes(operands: readonly Typed[]): Code[] {
  return operands.map(({ code }) => code);
}

function condition(code: Code): Typed {
  return { code, type: 'boolean' };
}

const VERBS: Readonly<Record<ValueType, string | undefined>> = { string: '%s', integer: '%d', boolean: '%t', other: undefined };

/** A text made of parts: a literal, the one part that is a text already, or a `printf`. */
export function text(parts: readonly Part[]): Typed {
  const [only, ...others] = parts;
  if (parts.every((part) => typeof part === 'string')) { return { code: goString(parts.join('')), type: 'string', parts: [parts.join('')] }; }
  if (others.length === 0 && typeof only !== 'string' && only.type === 'string') { return only; }
  const format = parts.map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : verb(part))).join('');
  const operands = parts.filter((part) => typeof part !== 'string');
  return { code: call('printf', goString(format), ...codes(operands)), type: 'string', parts };
}

function verb({ type }: Typed): string {
  const found = VERBS[type];
  if (found === undefined) { throw new TypeError('a text is made of texts, whole numbers and booleans'); }
  return found;
}
