import { property, resolved, type JsonSchema } from './json-schema';

type Fields = Readonly<Record<string, unknown>>;

/**
 * An override laid over a base: objects merge field by field, lists and single values replace. Of fields that exclude each other
 * (a `oneOf` of `required`s) the override's choice drops the base's.
 */
export function overlay(base: unknown, override: unknown, schema: JsonSchema, root: JsonSchema): unknown {
  if (override === undefined) return base;
  if (!isFields(base) || !isFields(override)) return override;
  const whole = schemaOf(override, schema, root);
  const rivals = (whole.oneOf ?? []).flatMap((choice) => choice.required ?? []);
  const decided = rivals.some((name) => Object.hasOwn(override, name));
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(override)])) {
    if (decided && rivals.includes(key) && !Object.hasOwn(override, key)) continue;
    merged[key] = overlay(own(base, key), own(override, key), fieldSchema(whole, key), root);
  }
  return merged;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of alternatives, the one for objects: only objects merge. */
function schemaOf(value: Fields, schema: JsonSchema, root: JsonSchema): JsonSchema {
  const whole = resolved(schema, root);
  const objects = whole.anyOf?.map((each) => resolved(each, root)).filter((each) => each.type === 'object');
  return objects?.length ? schemaOf(value, objects[0], root) : whole;
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function fieldSchema(schema: JsonSchema, key: string): JsonSchema {
  const named = property(schema, key);
  if (named) return named;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
}
