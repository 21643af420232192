import { resolved, type JsonSchema } from '../../src/spec/schema/json-schema';

/** Fields from the root of a file; `*` is any name of a map, a number an item of a list. */
export type FieldPath = readonly string[];

/** Every leaf of a schema. Overrides are the spec once more and are left to their own test. */
export function leafFields(schema: JsonSchema): FieldPath[] {
  const found: FieldPath[] = [];
  const visit = (part: JsonSchema, path: FieldPath) => {
    const inner = resolved(part, schema);
    if (path.join('.') === 'spec.environments') { return; }
    if (inner.properties !== undefined) {
      for (const [name, field] of Object.entries(inner.properties)) { visit(field, [...path, name]); }
    } else if (typeof inner.additionalProperties === 'object') {
      const { anyOf } = inner.additionalProperties;
      for (const value of anyOf ?? [inner.additionalProperties]) { visit(value, [...path, '*']); }
    } else if (inner.items !== undefined) {
      visit(inner.items, [...path, '0']);
    } else { found.push(path); }
  };
  visit(schema, []);
  return [...new Map(found.map((path) => [path.join('.'), path])).values()];
}

/** The same data with the leaf at a path changed; undefined where the data does not have it. */
export function mutated<T>(data: T, path: FieldPath, schema: JsonSchema): T | undefined {
  const copy = structuredClone(data);
  return change(copy, path, resolved(schema, schema), schema) ? copy : undefined;
}

function change(data: unknown, [first, ...rest]: FieldPath, schema: JsonSchema, root: JsonSchema): boolean {
  if (data === null || typeof data !== 'object') { return false; }
  const container = data as Record<string, unknown>;
  for (const key of first === '*' ? Object.keys(container) : [first]) {
    const inner = childSchema(schema, key, root);
    if (inner === undefined || !Object.hasOwn(container, key)) { continue; }
    if (rest.length > 0) {
      if (change(container[key], rest, inner, root)) { return true; }
    } else if (typeof container[key] !== 'object') {
      container[key] = other(container[key], inner);
      return true;
    }
  }
  return false;
}

function childSchema(schema: JsonSchema, key: string, root: JsonSchema): JsonSchema | undefined {
  const child = schema.properties?.[key] ?? schema.items ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
  const inner = child && resolved(child, root);
  return inner?.anyOf === undefined ? inner : resolved(inner.anyOf.find((each) => resolved(each, root).type === 'object') ?? inner, root);
}

/** Another value that can be resolved; whether it is valid is of no matter to a review. */
function other(value: unknown, schema: JsonSchema): unknown {
  const choices = schema.enum ?? [];
  if (choices.length > 1) { return choices.find((choice) => choice !== value); }
  if (typeof value === 'number') { return value + (value > 3 ? 2 : 1); }
  if (typeof value === 'boolean') { return !value; }
  const text = String(value);
  if (/^\d+[MG]i$/.test(text)) { return `1${text}`; }
  if (/^\d+\.\d+$/.test(text)) { return '1.36'; }
  return schema.const === undefined ? text.replace(/(.)$/, (last) => last === '4' ? '5' : '4') : text;
}
