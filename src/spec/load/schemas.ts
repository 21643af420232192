import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JsonSchema } from '../schema/json-schema';

export type SpecKind = 'Model' | 'Environment';

/** schemas/ of this package, seen from src/spec/load and from lib/spec/load. */
const FOLDER = join(__dirname, '..', '..', '..', 'schemas');

const STEMS: Readonly<Record<SpecKind, string>> = { Model: 'model.v1', Environment: 'environment.v1' };

const schemas = new Map<SpecKind, JsonSchema>();
const validators = new Map<SpecKind, (value: unknown) => boolean>();

/** The schema of a kind of file, read once. */
export function specSchema(kind: SpecKind): JsonSchema {
  return remembered(schemas, kind, () => JSON.parse(readFileSync(join(FOLDER, `${STEMS[kind]}.json`), 'utf8')) as JsonSchema);
}

/** Whether a value fits the schema of its kind, by the validator that was compiled from it. */
export function fitsSchema(kind: SpecKind, value: unknown): boolean {
  const load = () => createRequire(__filename)(join(FOLDER, 'compiled', `${STEMS[kind]}.js`)) as (value: unknown) => boolean;
  return remembered(validators, kind, load)(value);
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) known.set(key, value = make());
  return value;
}
