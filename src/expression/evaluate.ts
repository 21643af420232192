import { SPREAD } from './combinators';
import { type ExpressionNode, isExpression, NODE, type Template } from './expression';
import { operate } from './operators';

/** The values, and the items bound by the `each` blocks around an expression. */
interface Scope {
  readonly values: unknown;
  readonly items: Readonly<Record<string, unknown>>;
}

type Evaluate = (scope: Scope) => unknown;

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
  if (Array.isArray(template)) { return compileList(template); }
  return compileMap(template as { readonly [key: string]: Template });
}

function compileNode(node: ExpressionNode): Evaluate {
  switch (node.kind) {
    case 'reference': return compileReference(node.variable, node.path);
    case 'operation': {
      const operands = node.operands.map(compileTemplate);
      return (scope) => operate(node.operator, operands.map((operand) => operand(scope)));
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
    for (const { key, evaluate } of fields) {
      const value = evaluate(scope);
      if (value !== undefined) { result[key] = value; }
    }
    return spreads.length === 0 ? result : sortedByKey(result);
  };
}

/** What a map brings along has its own order; the rest of a template comes sorted. */
function sortedByKey(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(map).sort().map((key) => [key, map[key]]));
}
