import { resolved, type JsonSchema } from './json-schema';

/**
 * A copy of a valid value with the schema's `default`s filled in, at every depth: the schema is the only place that knows them.
 * An object without a default of its own stays absent, so that its absence can mean something (`gpu`, `artifact`).
 */
export function withDefaults(value: unknown, schema: JsonSchema, root: JsonSchema): unknown {
  const whole = resolved(schema, root);
  if (Array.isArray(value)) return whole.items ? value.map((item) => withDefaults(item, whole.items!, root)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const known = whole.properties ?? {};
  const complete: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(known)) {
    const written = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    const given = written === undefined ? resolved(part, root).default : written;
    if (given !== undefined) complete[key] = withDefaults(given, part, root);
  }
  for (const [key, written] of Object.entries(value)) {
    if (Object.hasOwn(known, key)) continue;
    complete[key] = typeof whole.additionalProperties === 'object' ? withDefaults(written, whole.additionalProperties, root) : written;
  }
  return complete;
}
