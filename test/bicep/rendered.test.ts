import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { bicep, bicepFolder, describeWithBicep } from './bicep-cli';
import { bicepParameters } from '../../src/azure';
import { bicepLiteral, type BicepValue } from '../../src/azure/bicep-literal';
import { fleetOf, manyModels } from '../azure/fleets';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const awkward = ['${a}', '$', '$$${', '\\', '\'', '\'\'\'', '\n', '\r\n', '\t', '\u0000', '\u001b', '\u00a0', '\u2028', '\ufeff', 'ü', '🏠', '//', '/*', '#', '{0}', '[x]'];
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom(...awkward), { maxLength: 6 }).map((parts) => parts.join('')));
const { value: anyValue } = fc.letrec<{ value: BicepValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true },
    text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true })),
}));

interface Parameters {
  readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Names of fields that differ by more than case: to Bicep, others are the same. */
const distinctNames = (value: BicepValue): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  const names = Array.isArray(value) ? [] : Object.keys(value).map((name) => name.toLowerCase());
  return new Set(names).size === names.length && Object.values(value).every(distinctNames);
};

describeWithBicep('literals', () => {
  const folder = temporaryFolder();

  test('mean to Bicep what they were made from, and are formatted already', () => {
    const values = fc.sample(anyValue.filter(distinctNames), { numRuns: 400, seed: 20261123 });
    const parameters = `using 'any.bicep'\n\nparam values = ${bicepLiteral(values)}\n`;
    writeFiles(folder(), { 'any.bicep': 'param values array\n\noutput same array = values\n', 'any.bicepparam': parameters });
    expect(bicep(folder(), 'build-params', 'any.bicepparam', '--outfile', 'any.json')).toEqual({ status: 0, messages: [] });
    bicep(folder(), 'format', 'any.bicepparam');
    const files = readTree(folder());
    expect((JSON.parse(files['any.json']) as Parameters).parameters.values.value).toEqual(values);
    expect(files['any.bicepparam']).toBe(parameters);
  }, 180_000);
});

describeWithBicep('rendered parameters', () => {
  const folder = bicepFolder();
  const counts = [0, 1, 20, 21, 1000];
  const fleets = [...counts.map((count) => ({ name: String(count), count, gpus: false })), ...[1, 1000].map((count) => ({ name: `${count}-gpus`, count, gpus: true }))];
  let messages: readonly string[] = [];

  beforeAll(() => {
    for (const { name, count, gpus } of fleets) {
      const nodes = { sizes: ['Standard_D8s_v5', 'Standard_E16s_v5'], gpuSizes: ['Standard_NC8as_T4_v3'], max: 1000 };
      const models = manyModels(count, { teams: count === 1000 ? 12 : 1, gpus });
      const parameters = bicepParameters(fleetOf({ spec: { nodes, gitops: { url: 'https://github.com/contoso/scoring' } }, models }));
      writeFileSync(join(folder(), 'environments', `${name}.bicepparam`), parameters);
    }
    ({ messages } = bicep(folder(), 'build-params', '--pattern', 'environments/*.bicepparam'));
  }, 300_000);

  const built = (name: string) => readFileSync(join(folder(), 'environments', `${name}.json`), 'utf8');
  const values = (name: string) => (JSON.parse(built(name)) as Parameters).parameters;
  const identities = (name: string) => values(name).modelIdentities.value as { models: unknown[] }[];

  test('are what the template takes, for any number of models', () => {
    expect(messages).toEqual([]);
  });

  test('are formatted already', () => {
    const before = readTree(join(folder(), 'environments'));
    bicep(folder(), 'format', '--pattern', 'environments/*.bicepparam');
    expect(readTree(join(folder(), 'environments'))).toEqual(before);
  }, 180_000);

  test.each(counts)('have a credential for each of %i models', (count) => {
    expect(identities(String(count)).reduce((sum, { models }) => sum + models.length, 0)).toBe(count);
  });

  test.each(counts)('give no identity of %i models more than 20 credentials', (count) => {
    expect(identities(String(count)).filter(({ models }) => models.length > 20)).toEqual([]);
  });

  test('of a thousand models stay within what Azure Resource Manager takes', () => {
    // https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
    expect(Object.keys(values('1000')).length).toBeLessThanOrEqual(256);
    expect(Buffer.byteLength(built('1000'))).toBeLessThan(4 * 1024 * 1024);
    expect(identities('1000').length).toBeLessThanOrEqual(800);
  });

  test('name a pool with GPUs only where a model asks', () => {
    const pools = (name: string) => (values(name).nodePools.value as { gpuSku: string }[]).map(({ gpuSku }) => gpuSku);
    expect([pools('1'), pools('1-gpus')]).toEqual([['', ''], ['', '', 'gpu']]);
  });
});
