import { Expression, type ExpressionNode, isExpression, NODE } from '../expression';

/** Key of the object that a node is written as; no field of Kubernetes or of the values can be called so. */
const KEY = '\u0000node';

/** Anything that holds templates, as JSON. */
export function templateJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) => {
    if (isExpression(field)) { return { [KEY]: field[NODE] }; }
    // A list item that is left out; JSON would make it null.
    return Array.isArray(field) ? field.filter((item) => item !== undefined) : field;
  });
}

/** What `templateJson` wrote, with its expressions. */
export function parseTemplateJson(text: string): unknown {
  return JSON.parse(text, (_key, field: unknown) => {
    if (field === null || typeof field !== 'object' || !(KEY in field)) { return field; }
    return new Expression((field as Record<string, ExpressionNode>)[KEY]);
  });
}
