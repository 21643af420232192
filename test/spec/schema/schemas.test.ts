import Ajv2020 from 'ajv/dist/2020';
import { specSchema, type SpecKind } from '../../../src/spec';
import type { JsonSchema } from '../../../src/spec/schema/json-schema';

interface Part {
  readonly pointer: string;
  readonly schema: JsonSchema;
}

/** Every schema of a file that describes a value of its own: properties, definitions, entries and values. */
function parts(schema: JsonSchema, pointer = ''): Part[] {
  const named = (keyword: 'properties' | '$defs') => Object.entries(schema[keyword] ?? {})
    .flatMap(([name, part]) => parts(part, `${pointer}/${keyword}/${name}`));
  const items = schema.items ? parts(schema.items, `${pointer}/items`) : [];
  const values = typeof schema.additionalProperties === 'object' ? parts(schema.additionalProperties, `${pointer}/additionalProperties`) : [];
  return [{ pointer, schema }, ...named('properties'), ...named('$defs'), ...items, ...values];
}

describe.each(['Model', 'Environment'] as SpecKind[])('the schema of %s', (kind) => {
  const root = specSchema(kind);
  const all = parts(root);
  const properties = all.filter(({ pointer }) => /\/properties\/[^/]+$/.test(pointer));

  /** A keyword of a property, or of the definition that it refers to. */
  function keyword<K extends keyof JsonSchema>(schema: JsonSchema, name: K): JsonSchema[K] {
    return schema[name] ?? (schema.$ref ? root.$defs?.[schema.$ref.replace('#/$defs/', '')][name] : undefined);
  }

  test.each(['title', 'description', 'examples'] as const)('every property has a %s', (name) => {
    expect(properties.filter(({ schema }) => keyword(schema, name) === undefined).map(({ pointer }) => pointer)).toEqual([]);
  });

  test('no object takes fields that it does not name', () => {
    const open = all.filter(({ schema }) => schema.type === 'object' && schema.properties !== undefined && schema.additionalProperties !== false);
    expect(open.map(({ pointer }) => pointer)).toEqual([]);
  });

  test('every pattern says in words what it wants', () => {
    const silent = [...all, ...all.flatMap(({ pointer, schema }) => schema.propertyNames ? [{ pointer: `${pointer}/propertyNames`, schema: schema.propertyNames }] : [])]
      .filter(({ schema }) => schema.pattern !== undefined && schema.patternErrorMessage === undefined);
    expect(silent.map(({ pointer }) => pointer)).toEqual([]);
  });

  test.each(['examples', 'default'] as const)('the %s of every part are valid', (name) => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(root);
    const wrong = all.flatMap(({ pointer, schema }) => {
      const given = name === 'examples' ? schema.examples ?? [] : schema.default === undefined ? [] : [schema.default];
      return given.filter((value) => !ajv.validate({ $ref: `${root.$id}#${pointer}` }, value)).map((value) => `${pointer}: ${JSON.stringify(value)}`);
    });
    expect(wrong).toEqual([]);
  });
});
