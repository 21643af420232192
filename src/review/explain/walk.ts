import { compile, isExpression, NODE, provenance, SPREAD, type Template } from '../../expression';

/** What a field of a manifest is computed from. */
export interface Derivation {
  /** Fields of the values that the field's own value is made from; empty for one that Plumbline sets. */
  readonly value: readonly string[];
  /** Fields that decide whether it is there at all. */
  readonly presence: readonly string[];
}

/** Follows a path of a rendered object through the template that made it. Undefined where the template has no such field. */
export function derivationOf(template: Template, path: readonly (string | number)[], values: object): Derivation | undefined {
  const presence = new Set<string>();
  let found = settled(template, values, presence);
  for (const part of path) {
    found = settled(step(found, part, values), values, presence);
    if (found === undefined) { return undefined; }
    // What is computed as a whole has no parts of its own.
    if (isExpression(found) && jsonOperand(found) === undefined) { break; }
  }
  return { value: provenance(found), presence: [...presence].sort() };
}

/** Takes the branch that holds, and remembers what decided it. */
function settled(template: Template, values: object, presence: Set<string>): Template {
  let found = template;
  while (isExpression(found)) {
    const node = found[NODE];
    if (node.kind !== 'conditional') { break; }
    provenance(node.condition).forEach((field) => presence.add(field));
    found = compile(node.condition)(values) === true ? node.then : node.otherwise;
  }
  return found;
}

function step(template: Template, part: string | number, values: object): Template {
  if (isExpression(template)) {
    const whole = jsonOperand(template);
    return whole === undefined ? template : step(whole, part, values);
  }
  // JSON that is the same whatever the values, such as a dashboard.
  if (typeof template === 'string' && template.startsWith('{')) { return template; }
  if (Array.isArray(template)) { return item(template as readonly Template[], Number(part), values); }
  if (template === null || typeof template !== 'object') { return undefined; }
  const fields = template as Readonly<Record<string, Template>>;
  if (Object.hasOwn(fields, part)) { return fields[part]; }
  // A map that is laid into this one may have brought the key along.
  return Object.entries(fields).find(([key, map]) => key.startsWith(SPREAD) && Object.hasOwn(compile(map)(values) as object, part))?.[1];
}

/** The template of the list's item at an index: an `each` makes several, a `when` may make none. */
function item(templates: readonly Template[], index: number, values: object): Template {
  let at = 0;
  for (const template of templates) {
    at += (compile([template])(values) as unknown[]).length;
    if (index < at) { return template; }
  }
  return undefined;
}

/** What a text of JSON is made from, where a template is one: `json`, or `json` and more text around it. */
function jsonOperand(template: Template): Template {
  if (!isExpression(template)) { return undefined; }
  const node = template[NODE];
  if (node.kind !== 'operation') { return undefined; }
  if (node.operator === 'json') { return node.operands[0]; }
  return node.operator === 'concat' ? node.operands.map(jsonOperand).find((operand) => operand !== undefined) : undefined;
}
