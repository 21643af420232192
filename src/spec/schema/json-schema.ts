/** The part of JSON Schema 2020-12 that schemas/ uses. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
}

const resolutions = new WeakMap<JsonSchema, JsonSchema>();

/** The definition that a `$ref` names, with what stands beside the `$ref` laid over it. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  let whole = resolutions.get(schema);
  if (whole === undefined) {
    const { $ref, ...beside } = schema;
    whole = { ...resolved(definition($ref, root), root), ...beside };
    resolutions.set(schema, whole);
  }
  return whole;
}

/** The schema of a field that an object names. */
export function property(schema: JsonSchema, name: string): JsonSchema | undefined {
  return schema.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
}

/** The schema of the value at a path: fields, entries of lists, values of maps (the object among alternatives). */
export function schemaAt(root: JsonSchema, path: readonly (string | number)[]): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  for (const part of path) {
    if (schema === undefined) return undefined;
    const inner: JsonSchema | undefined = typeof part === 'number' ? schema.items : property(schema, part) ?? valuesOf(schema, root);
    schema = inner && resolved(inner, root);
  }
  return schema;
}

/** The name of the definition that a schema refers to, if it refers to one. */
export function definitionName(schema: JsonSchema): string | undefined {
  return schema.$ref?.replace('#/$defs/', '');
}

function valuesOf(schema: JsonSchema, root: JsonSchema): JsonSchema | undefined {
  if (typeof schema.additionalProperties !== 'object') return undefined;
  return schema.additionalProperties.anyOf?.find((each) => resolved(each, root).type === 'object') ?? schema.additionalProperties;
}

function definition(ref: string, root: JsonSchema): JsonSchema {
  const found = root.$defs?.[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`${ref} is not defined in ${root.$id}`);
  return found;
}
