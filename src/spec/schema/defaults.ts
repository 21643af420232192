import { resolved, type JsonSchema } from './json-schema';

type Complete = (value: unknown) => unknown;

const completions = new WeakMap<JsonSchema, Complete>();

/**
 * A copy of a valid value with the schema's `default`s filled in, at every depth: the schema is the only place that knows them.
 * An object without a default of its own stays absent, so that its absence can mean something (`gpu`, `artifact`).
 */
export function withDefaults(value: unknown, schema: JsonSchema, root: JsonSchema): unknown {
  return completion(schema, root)(value);
}

/** What a schema asks for, looked up once; a schema that refers to itself is looked up as far as a value goes. */
function completion(schema: JsonSchema, root: JsonSchema): Complete {
  let complete = completions.get(schema);
  if (complete === undefined) {
    complete = completionOf(resolved(schema, root), root);
    completions.set(schema, complete);
  }
  return complete;
}

function completionOf({ properties = {}, additionalProperties, items }: JsonSchema, root: JsonSchema): Complete {
  const fields = Object.entries(properties).map(([key, part]) => ({ key, part, default: resolved(part, root).default }));
  const known = new Set(Object.keys(properties));
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return items ? value.map(completion(items, root)) : value;
    const written = value as Record<string, unknown>;
    const whole: Record<string, unknown> = {};
    for (const field of fields) {
      const own = Object.hasOwn(written, field.key) ? written[field.key] : undefined;
      const given = own === undefined ? field.default : own;
      if (given !== undefined) whole[field.key] = typeof given === 'object' ? completion(field.part, root)(given) : given;
    }
    for (const key of Object.keys(written)) {
      if (known.has(key)) continue;
      whole[key] = typeof additionalProperties === 'object' ? completion(additionalProperties, root)(written[key]) : written[key];
    }
    return whole;
  };
}
