import { SPREAD } from './combinators';
import { constant } from './constant';
import { type ExpressionNode, isExpression, isSymbolic, NODE, type Template } from './expression';
import { operate } from './operators';

/** The values, and the items bound by the `each` blocks around an expression. */
interface Scope {
  readonly values: unknown;
  readonly items: Readonly<Record<string, unknown>>;
}

type Evaluate = (scope: Scope) => unknown;

/** What a template without expressions is evaluated with. */
const NOTHING: Scope = { values: undefined, items: {} };

/** Marks the items of an `each`, so that the list around them takes them in one by one. */
class Items {
  constructor(readonly items: readonly unknown[]) {}
}

/**
 * Turns a template into a function of the values. The tree is walked once, here; what comes back only computes, which is what makes
 * rendering one template for a thousand models cheap.
 * @returns known values only: what evaluates to undefined leaves its key or list item out
 */
export function compile(template: Template): (values: unknown) => unknown {
  const evaluate = compileTemplate(template);
  return (values) => evaluate({ values, items: {} });
}

function compileTemplate(template: Template): Evaluate {
  if (template === null || typeof template !== 'object') { return () => template; }
  if (isExpression(template)) { return compileNode(template[NODE]); }
  const evaluate = Array.isArray(template) ? compileList(template) : compileMap(template as { readonly [key: string]: Template });
  if (isSymbolic(template)) { return evaluate; }
  const part = constant(evaluate(NOTHING) as object);
  return () => part;
}

function compileNode(node: ExpressionNode): Evaluate {
  switch (node.kind) {
    case 'reference': return compileReference(node.variable, node.path);
    case 'operation': {
      const operands = node.operands.map(compileTemplate);
      const compute: Evaluate = (scope) => operate(node.operator, operands.map((operand) => operand(scope)));
      return node.operator === 'json' ? rememberingLast(node.operands, compute) : compute;
    }
    case 'conditional': {
      const condition = compileTemplate(node.condition);
      const then = compileTemplate(node.then);
      const otherwise = compileTemplate(node.otherwise);
      return (scope) => (condition(scope) ? then(scope) : otherwise(scope));
    }
    case 'each': {
      const list = compileTemplate(node.list);
      const body = compileTemplate(node.body);
      return ({ values, items }) => new Items((list({ values, items }) as unknown[])
        .map((item) => body({ values, items: { ...items, [node.variable]: item } }))
        .filter((item) => item !== undefined));
    }
  }
}

/** The last answer to each question after a JSON text: a chart asks for a file's text again where it needs the checksum. */
const lastTexts = new Map<string, { readonly values: unknown; readonly text: unknown }>();

function rememberingLast(operands: readonly Template[], compute: Evaluate): Evaluate {
  const question = JSON.stringify(operands, (_key, part: unknown) => part === undefined ? '\u0000' : isExpression(part) ? part[NODE] : part);
  return (scope) => {
    // Inside an `each`, the same question is about another item.
    if (Object.keys(scope.items).length > 0) { return compute(scope); }
    const last = lastTexts.get(question);
    if (last !== undefined && last.values === scope.values) { return last.text; }
    const text = compute(scope);
    lastTexts.set(question, { values: scope.values, text });
    return text;
  };
}

function compileReference(variable: string | undefined, path: readonly string[]): Evaluate {
  return ({ values, items }) => {
    let found = variable === undefined ? values : items[variable];
    for (const key of path) { found = (found as Record<string, unknown>)[key]; }
    return found;
  };
}

function compileList(list: readonly Template[]): Evaluate {
  const items = list.map(compileTemplate);
  return (scope) => {
    const result: unknown[] = [];
    for (const evaluate of items) {
      const item = evaluate(scope);
      if (item instanceof Items) { result.push(...item.items); } else if (item !== undefined) { result.push(item); }
    }
    return result;
  };
}

function compileMap(map: { readonly [key: string]: Template }): Evaluate {
  const entries = Object.entries(map);
  const spreads = entries.filter(([key]) => key.startsWith(SPREAD)).map(([, template]) => compileTemplate(template));
  const fields = entries.filter(([key]) => !key.startsWith(SPREAD)).map(([key, template]) => ({ key, evaluate: compileTemplate(template) }));
  return (scope) => {
    const result: Record<string, unknown> = {};
    for (const evaluate of spreads) { Object.assign(result, evaluate(scope)); }
    const isInOrder = Object.keys(result).length === 0;
    for (const { key, evaluate } of fields) {
      const value = evaluate(scope);
      if (value !== undefined) { result[key] = value; }
    }
    return isInOrder ? result : sortedByKey(result);
  };
}

/** What a map brings along has its own order; the rest of a template comes sorted. */
function sortedByKey(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(map).sort().map((key) => [key, map[key]]));
}
