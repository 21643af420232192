import Ajv2020 from 'ajv/dist/2020';
import standaloneCode from 'ajv/dist/standalone';
import type { JsonSchema } from '../src/spec/schema/json-schema';

/** Keywords that describe and do not constrain: the validator is smaller without them. */
const ANNOTATIONS = new Set(['title', 'description', 'default', 'examples', 'patternErrorMessage']);

/** A function (value) => boolean for a schema, as CommonJS, so that a run on valid files needs neither ajv nor the time to compile for it. */
export function compiledValidator(schema: JsonSchema, source: string): string {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, messages: false, code: { source: true, optimize: 2 } });
  const code = standaloneCode(ajv, ajv.compile(constraints(schema) as object));
  return `// Generated, edit ${source} and run "npx projen generate".\n${code}\n`;
}

/** A schema without its annotations. Below `properties` and `$defs` stand names, which may be those of annotations. */
function constraints(schema: unknown, isNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((each) => constraints(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema)
    .filter(([key]) => isNames || !ANNOTATIONS.has(key))
    .map(([key, inner]) => [key, constraints(inner, !isNames && (key === 'properties' || key === '$defs'))]));
}
