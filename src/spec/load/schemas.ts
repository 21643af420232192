import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema } from '../schema/json-schema';

export type SpecKind = 'Model' | 'Environment';

const FILES: Readonly<Record<SpecKind, string>> = { Model: 'model.v1.json', Environment: 'environment.v1.json' };

const loaded = new Map<SpecKind, JsonSchema>();

/** The schema of a kind of file, read once from schemas/ of this package. */
export function specSchema(kind: SpecKind): JsonSchema {
  let schema = loaded.get(kind);
  if (schema === undefined) {
    schema = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'schemas', FILES[kind]), 'utf8')) as JsonSchema;
    loaded.set(kind, schema);
  }
  return schema;
}
