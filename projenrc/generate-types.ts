import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { definitionName, resolved, type JsonSchema } from '../src/spec/schema/json-schema';

interface TypeOptions {
  /** Path of the schema, for the header. */
  readonly source: string;
  /** Before the name of every type; alone, the name of the root. */
  readonly prefix: string;
  /** Whether fields with a default may be missing: `optional` types a file as written, `required` one with its defaults filled in. */
  readonly defaults: 'optional' | 'required';
}

/** TypeScript interfaces for a schema: one for the root and one for every object under `$defs`; everything else is written in place. */
export async function schemaTypes(schema: JsonSchema, options: TypeOptions): Promise<string> {
  const types: string[] = [];
  for (const [name, part] of [['', schema], ...Object.entries(schema.$defs ?? {}).filter(([, each]) => isRecord(each))] as [string, JsonSchema][]) {
    types.push(await compile(typeSchema(part, schema, options, true) as JSONSchema, typeName(name, options), {
      additionalProperties: false,
      bannerComment: '',
      format: true,
      style: { singleQuote: true, printWidth: 140 },
    }));
  }
  return `// Generated, edit ${options.source} and run "npx projen generate".\n\n${types.join('\n')}`;
}

function typeName(definition: string, options: TypeOptions): string {
  return options.prefix + definition.charAt(0).toUpperCase() + definition.slice(1);
}

/** An object with fields of its own; maps, lists and scalars get no name. */
function isRecord(schema: JsonSchema): boolean {
  return schema.properties !== undefined;
}

/** What json-schema-to-typescript has to know of a schema, and no more: titles and patterns would only add names and noise. */
function typeSchema(schema: JsonSchema, root: JsonSchema, options: TypeOptions, top = false): Record<string, unknown> {
  const whole = resolved(schema, root);
  const name = definitionName(schema);
  const described = { description: comment(whole) };
  if (!top && name !== undefined && isRecord(whole)) return { ...described, tsType: typeName(name, options) };
  const nested = (part: JsonSchema) => typeSchema(part, root, options);
  if (whole.anyOf) return { ...described, anyOf: whole.anyOf.map(nested).map(({ description: _, ...rest }) => rest) };
  if (whole.const !== undefined) return { ...described, const: whole.const };
  if (whole.enum) return { ...described, enum: whole.enum };
  if (whole.type === 'array') return { ...described, type: 'array', items: whole.items && nested(whole.items) };
  if (whole.type !== 'object') return { ...described, type: whole.type };
  return {
    ...described,
    type: 'object',
    properties: Object.fromEntries(Object.entries(whole.properties ?? {}).map(([key, part]) => [key, nested(part)])),
    required: required(whole, root, options),
    additionalProperties: typeof whole.additionalProperties === 'object' ? nested(whole.additionalProperties) : false,
  };
}

function required(schema: JsonSchema, root: JsonSchema, options: TypeOptions): string[] {
  const defaulted = Object.entries(schema.properties ?? {}).filter(([, part]) => resolved(part, root).default !== undefined).map(([key]) => key);
  return [...new Set([...schema.required ?? [], ...options.defaults === 'required' ? defaulted : []])];
}

function comment(schema: JsonSchema): string | undefined {
  const scalar = schema.default !== undefined && JSON.stringify(schema.default) !== '{}';
  return scalar ? `${schema.description ?? ''}\n@default ${JSON.stringify(schema.default)}` : schema.description;
}
