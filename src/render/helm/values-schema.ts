import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValueType } from './typed';
import { specSchema } from '../../spec/load/schemas';
import { resolved, type JsonSchema } from '../../spec/schema/json-schema';

/** schemas/ of this package, seen from src/render/helm and from lib/render/helm. */
const FILE = join(__dirname, '..', '..', '..', 'schemas', 'values.v1.json');

/** Where a part that is the same in a model's spec refers to. */
const OF_MODEL = 'model.v1.json#/';

/** What Helm's validator has no use for, and what only the specs have: defaults stand in values.yaml. */
const DROPPED = new Set(['$id', '$schema', '$defs', '$ref', 'default', 'examples', 'patternErrorMessage', 'oneOf']);

let schema: JsonSchema | undefined;

/**
 * The schema of a chart's values, whole: with the parts that it shares with the schema of models in their places, and every field required,
 * since values.yaml has them all. Read once.
 */
export function valuesSchema(): JsonSchema {
  if (schema === undefined) {
    const written = JSON.parse(readFileSync(FILE, 'utf8')) as JsonSchema;
    schema = whole(written, written);
  }
  return schema;
}

/** Type of the value at a path, `*` standing for the items of a list. */
export function valueType(path: readonly string[]): ValueType {
  let found: JsonSchema | undefined = valuesSchema();
  for (const key of path) { found = key === '*' ? found?.items : found?.properties?.[key]; }
  if (found === undefined) { throw new Error(`schemas/values.v1.json has no ${path.join('.')}`); }
  if (found.type === 'integer' || found.type === 'boolean') { return found.type; }
  return found.type === 'string' || found.enum?.every((allowed) => typeof allowed === 'string') === true ? 'string' : 'other';
}

/** @param root of the file that `part` is from */
function whole(part: JsonSchema, root: JsonSchema): JsonSchema {
  if (part.$ref === undefined) { return complete(part, root); }
  const { $ref, ...beside } = part;
  const isOfModel = $ref.startsWith(OF_MODEL);
  const home = isOfModel ? specSchema('Model') : root;
  const base = whole(resolved(partAt(home, $ref.slice($ref.indexOf('#/') + 2)), home), home);
  // A null takes a keyword away.
  return Object.fromEntries(Object.entries({ ...base, ...complete(beside, root) }).filter(([, keyword]) => keyword !== null)) as JsonSchema;
}

function partAt(root: JsonSchema, pointer: string): JsonSchema {
  return pointer.split('/').reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], root) as JsonSchema;
}

function complete(part: JsonSchema, root: JsonSchema): JsonSchema {
  const kept = Object.fromEntries(Object.entries(part).filter(([keyword]) => !DROPPED.has(keyword)));
  const { properties, items, additionalProperties } = part;
  return {
    ...kept,
    ...properties === undefined ? {} : {
      required: part.required ?? Object.keys(properties),
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, whole(inner, root)])),
    },
    ...items === undefined ? {} : { items: whole(items, root) },
    ...typeof additionalProperties === 'object' ? { additionalProperties: whole(additionalProperties, root) } : {},
  };
}
