import { type Expression, isExpression, NODE, type Template } from './expression';

/**
 * The fields of the values that a template depends on, as dotted paths, sorted and unique. Items of an `each` count as the list
 * they come from.
 */
export function provenance(template: Template): string[] {
  const found = new Set<string>();
  collect(template, found);
  return [...found].sort();
}

function collect(template: Template, found: Set<string>): void {
  if (template === null || typeof template !== 'object') { return; }
  if (isExpression(template)) {
    collectExpression(template, found);
  } else {
    for (const part of Array.isArray(template) ? template : Object.values(template)) { collect(part as Template, found); }
  }
}

function collectExpression(expression: Expression, found: Set<string>): void {
  const node = expression[NODE];
  switch (node.kind) {
    case 'reference':
      // The variable of an `each` is named after its list.
      found.add(node.variable ?? node.path.join('.'));
      break;
    case 'operation':
      node.operands.forEach((operand) => collect(operand, found));
      break;
    case 'conditional':
      [node.condition, node.then, node.otherwise].forEach((part) => collect(part, found));
      break;
    case 'each':
      collect(node.list, found);
      collect(node.body, found);
  }
}
