import fc from 'fast-check';
import { completeConfig } from '../../../model-image/gateway/src/config/read-config';
import { openapiDocument } from '../../../model-image/gateway/src/openapi/document';
import { contractDocument } from '../../../src/azure/api-management/contract-document';
import type { ScoringValues } from '../../../src/spec/values';
import { scoringValues } from '../../helpers/scoring-values';

type Tree = any;

const contractColumn: fc.Arbitrary<ScoringValues['inputs'][number]> = fc.record({
  name: fc.stringMatching(/^[a-z_.]{1,8}$/),
  type: fc.constantFrom('double', 'integer', 'integer64', 'logical', 'string', 'factor', 'date', 'datetime'),
  nullable: fc.boolean(),
  levels: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
  minimum: fc.option(fc.integer()),
  maximum: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  description: fc.string(),
});

const document = (overrides: Parameters<typeof scoringValues>[0] = {}): Tree => contractDocument(scoringValues(overrides));

/** What the runtime itself says, a schema of OpenAPI 3.1 put into the words of 3.0. */
function runtimeSays({ inputs, outputs }: Pick<ScoringValues, 'inputs' | 'outputs'>): Tree {
  const config = completeConfig({ model: { name: 'churn', version: '1.0.0', path: '/model' }, contract: { inputs, outputs } });
  const said = openapiDocument({ config, hello: {} as Tree, columns: inputs.length === 0 ? null : inputs, sample: {} }) as Tree;
  const { Row, Prediction } = said.components.schemas;
  return { Row: rowIn30(Row), Prediction: rowIn30(Prediction) };
}

function rowIn30({ properties, required, additionalProperties, ...rest }: Tree): Tree {
  if (properties === undefined) { return { ...rest, additionalProperties: true }; }
  const columns = Object.fromEntries(Object.entries(properties as Record<string, Tree>).map(([name, schema]) => [name, columnIn30(schema)]));
  return { ...rest, ...required.length === 0 ? {} : { required }, properties: columns, additionalProperties };
}

function columnIn30({ anyOf, enum: values, ...rest }: Tree): Tree {
  const isNullable = anyOf?.at(-1)?.type === 'null';
  const of = isNullable ? columnIn30(anyOf[0]) : { ...rest, ...anyOf === undefined ? {} : { anyOf }, ...values === undefined ? {} : { type: 'string', enum: values } };
  if (!isNullable) { return of; }
  return { ...rest, ...of, nullable: true, ...of.enum === undefined ? {} : { enum: [...of.enum, null] } };
}

test('types rows and predictions as the runtime does, for any contract', () => {
  fc.assert(fc.property(fc.array(contractColumn, { maxLength: 4 }), fc.array(contractColumn, { maxLength: 3 }), (inputs, outputs) => {
    const distinct = (columns: ScoringValues['inputs']) => columns.filter(({ name }, index) => columns.findIndex((other) => other.name === name) === index);
    const contract = { inputs: distinct(inputs), outputs: distinct(outputs) };
    const { Row, Prediction } = document(contract).components.schemas;
    expect({ Row, Prediction }).toEqual(runtimeSays(contract));
  }));
});

test('is of the version that API Management reads and writes', () => {
  expect(document().openapi).toBe('3.0.3');
});

test('names the address that the model\'s own clients use', () => {
  expect(document({ endpoint: { host: 'a.contoso.com', path: '/pricing/churn' } }).servers).toEqual([{ url: 'https://a.contoso.com/pricing/churn' }]);
});

test('has no slash at the end of a model that is the root of its host', () => {
  expect(document({ endpoint: { host: 'a.contoso.com', path: '/' } }).servers).toEqual([{ url: 'https://a.contoso.com' }]);
});

test.each<[ScoringValues['auth']['mode'], string[]]>([
  ['password', ['/score', '/metadata', '/login']],
  ['basic', ['/score', '/metadata']],
  ['entra', ['/score', '/metadata']],
])('with auth %s has the paths %j', (mode, paths) => {
  expect(Object.keys(document({ auth: { mode } }).paths)).toEqual(paths);
});

test('gives every operation an id of its own', () => {
  const ids = Object.values<Tree>(document().paths).flatMap((path) => Object.values<Tree>(path).map(({ operationId }) => operationId));
  expect(ids).toEqual(['score', 'metadata', 'login']);
});
