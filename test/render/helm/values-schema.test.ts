import Ajv from 'ajv';
import fc from 'fast-check';
import { valuesSchema, valueType } from '../../../src/render/helm/values-schema';
import { loadRepository } from '../../../src/spec/load/load-repository';
import type { JsonSchema } from '../../../src/spec/schema/json-schema';
import { scoringValues } from '../../helpers/scoring-values';
import { anyScoringValues } from '../../helpers/values-arbitraries';

/** Every field below a value, dotted; items of lists under `*`, and nothing below a map of strings. */
function fieldsOf(value: unknown, schema: JsonSchema | undefined, prefix = ''): string[] {
  if (Array.isArray(value)) { return value.flatMap((item) => fieldsOf(item, schema?.items, `${prefix}*.`)); }
  if (value === null || typeof value !== 'object' || schema?.additionalProperties !== false) { return []; }
  return Object.entries(value).flatMap(([name, inner]) => [prefix + name, ...fieldsOf(inner, schema.properties?.[name], `${prefix}${name}.`)]);
}

function schemasOf(schema: JsonSchema, prefix = ''): [string, JsonSchema][] {
  const inner = [...Object.entries(schema.properties ?? {}), ...schema.items === undefined ? [] : [['*', schema.items] as const]];
  return inner.flatMap(([name, part]): [string, JsonSchema][] => [[prefix + name, part], ...schemasOf(part, `${prefix}${name}.`)]);
}

const all = schemasOf(valuesSchema());

describe('the schema of a chart\'s values', () => {
  test('has the fields of resolved values, and no others', () => {
    const filled = fc.sample(anyScoringValues(), { seed: 1, numRuns: 200 });
    const resolved = [...new Set(filled.flatMap((values) => fieldsOf(values, valuesSchema())))].sort();
    expect(resolved).toEqual(all.map(([path]) => path).filter((path) => !path.endsWith('*')).sort());
  });

  test.each(loadRepository(`${__dirname}/../../..`, { today: '2026-11-01' }).placements.map(({ values }) => [values.name, values.environment.name, values] as const))(
    'takes the values of %s in %s', (_model, _environment, values) => {
      const validate = new Ajv({ strict: false }).compile(valuesSchema());
      validate(values);
      expect(validate.errors).toBeNull();
    });

  test('describes every value', () => {
    expect(all.filter(([path, { description }]) => !path.endsWith('*') && !description).map(([path]) => path)).toEqual([]);
  });

  test('bounds every whole number', () => {
    const numbers = all.filter(([, { type }]) => type === 'integer');
    expect(numbers.filter(([, { minimum, maximum }]) => minimum === undefined || maximum === undefined).map(([path]) => path)).toEqual([]);
  });

  test('has only patterns that Go knows, without look-around and \\u', () => {
    expect(all.filter(([, { pattern }]) => /\(\?[=!<]|\\u/.test(pattern ?? '')).map(([path]) => path)).toEqual([]);
  });

  test('refuses what it does not name in every section', () => {
    const sections = all.filter(([, { properties }]) => properties !== undefined);
    expect(sections.filter(([, { additionalProperties }]) => additionalProperties !== false).map(([path]) => path)).toEqual([]);
  });

  test('takes ranges from the schema of models', () => {
    expect(valuesSchema().properties!.workers.properties!.cores).toMatchObject({ minimum: 1, maximum: 128, title: 'Cores' });
  });

  test.each([['name', 'string'], ['family', 'string'], ['scaling.min', 'integer'], ['gpu.force', 'boolean'], ['labels', 'other'], ['inputs.*.minimum', 'other']])(
    'says that %s is of type %s', (path, type) => {
      expect(valueType(path.split('.'))).toBe(type);
    });

  const takes = (overrides: Parameters<typeof scoringValues>[0]) => new Ajv({ strict: false }).validate(valuesSchema(), scoringValues(overrides));
  const variable = (name: string) => ({ variables: [{ name, source: 'value' as const, value: '1', secretName: '', secretKey: '', keyVaultSecret: '' }] });

  test.each(['OMP_NUM_THREADS', 'OMP_THREAD_LIMIT', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'BLIS_NUM_THREADS', 'R_DATATABLE_NUM_THREADS', 'R_RANGER_NUM_THREADS',
    'RCPP_PARALLEL_NUM_THREADS', 'AZURE_CLIENT_ID', 'PLUMBLINE_CONFIG'])('refuses the variable %s, which the manifests set', (name) => {
    expect(takes(variable(name))).toBe(false);
  });

  test('takes any other variable', () => {
    expect(takes(variable('LOG_ROWS'))).toBe(true);
  });

  test.each(['default', 'kube-system', 'aks-istio-system', 'cert-manager', 'traefik'])('refuses the namespace %s, in which others live', (namespace) => {
    expect(takes({ namespace })).toBe(false);
  });

  test('has a value for each of its fields in the values of the tests', () => {
    expect(Object.keys(scoringValues()).sort()).toEqual(Object.keys(valuesSchema().properties!).sort());
  });
});
