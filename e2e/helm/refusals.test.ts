import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace, writeSamples } from './charts';
import { refusal } from './helm';
import { type DescribedValue, describedValues } from '../../src/render/helm/described-values';
import { valuesSchema } from '../../src/render/helm/values-schema';
import type { JsonSchema } from '../../src/spec/schema/json-schema';

const folder = workspace();
const chart = join(writeSamples(folder), 'boston-housing');
const refused = (...sets: readonly string[]) => refusal(chart, ...sets.flatMap((set) => ['--set', set]));

const all = (described: readonly DescribedValue[]): DescribedValue[] => described.flatMap((value) => [value, ...all(value.section ?? [])]);
const sections = all(describedValues()).filter(({ section }) => section !== undefined);
const leaves = all(describedValues()).filter(({ section }) => section === undefined)
  .map(({ path }) => ({ path, schema: path.split('.').reduce<JsonSchema>((schema, key) => schema.properties![key], valuesSchema()) }));
const pointer = (path: string) => `/${path.replaceAll('.', '/')}`;

describe('a chart refuses', () => {
  test.each<[string, string[], string]>([
    ['a value that it does not know', ['scalling.min=2'], "- at '': additional properties 'scalling' not allowed"],
    ['a nested value that it does not know', ['scaling.maximum=2'], "- at '/scaling': additional properties 'maximum' not allowed"],
    ['a text where a number belongs', ['scaling.min=two'], "- at '/scaling/min': got string, want integer"],
    ['a number below its range', ['workers.cores=0'], "- at '/workers/cores': minimum: got 0, want 1"],
    ['a number above its range', ['scaling.cpuUtilization=101'], "- at '/scaling/cpuUtilization': maximum: got 101, want 100"],
    ['a choice that there is not', ['auth.mode=ldap'], "- at '/auth/mode': value must be one of 'password', 'basic', 'entra', 'none'"],
    ['a section that was taken away', ['artifact=null'], "- at '': missing property 'artifact'"],
    ['a namespace of the cluster, where its network policies would do harm', ['namespace=kube-system'], "- at '/namespace': 'not' failed"],
    ['the tag latest', ['image.tag=latest'], "- at '/image/tag': 'not' failed"],
    ['a host that is none', ['endpoint.host=HTTP://X'], "- at '/endpoint/host': 'HTTP://X' does not match pattern"],
    ['a variable without a value', ['variables[0].name=A', 'variables[0].source=value'], "- at '/variables/0': 'allOf' failed"],
  ])('%s', (_, sets, message) => {
    expect(refused(...sets)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
  });

  test.each<[string, (schema: JsonSchema) => unknown]>([
    ['of another type', ({ type }) => (type === 'array' || type === 'object' || type === 'integer' || type === 'boolean' ? 'text' : 12)],
    ['below its range', ({ minimum }) => minimum === undefined ? undefined : minimum - 1],
    ['above its range', ({ maximum }) => maximum === undefined ? undefined : maximum + 1],
    ['that is no choice', ({ enum: choices }) => choices === undefined ? undefined : 'none of these'],
  ])('by its name each value %s', (_, wrong) => {
    const changes = leaves.flatMap(({ path, schema }) => { const value = wrong(schema); return value === undefined ? [] : [{ path, value }]; });
    expect(changes.length).toBeGreaterThan(0);
    expect(refusedAt(changes)).toEqual(expect.arrayContaining(changes.map(({ path }) => pointer(path))));
  });

  test('by the name of its section each value that there is not', () => {
    expect(refusedAt(sections.map(({ path }) => ({ path: `${path}.unheardOf`, value: 1 })))).toEqual(expect.arrayContaining(sections.map(({ path }) => pointer(path))));
  });

  test.each<[string, string[], string[]]>([
    ['fewer pods at most than at least', ['scaling.min=5', 'scaling.max=3'], ['scaling.max (3) must be at least scaling.min (5)']],
    ['threads that do not divide the cores', ['workers.cores=4', 'workers.threadsPerWorker=3'],
      ['workers.threadsPerWorker (3) must divide workers.cores (4): each worker gets whole cores and none is left over']],
    ['a GPU for a tree ensemble', ['gpu.count=1', 'gpu.sku=gpu'],
      ['gpu.count (1) must be 0: a model of family tree-ensemble gains nothing from a GPU; set gpu.force to true to take one anyway']],
    ['a GPU of no pool', ['gpu.count=1', 'gpu.force=true'], ['gpu.sku is needed with gpu.count (1): the label of the GPU pool']],
    ['a body that finds no room', ['endpoint.bodiesLimitMiB=5'], ['endpoint.bodiesLimitMiB (5) must be 0 or at least endpoint.bodyLimitMiB (10)']],
    ['bodies that fill the gateway', ['endpoint.bodyLimitMiB=200'], ['endpoint.bodyLimitMiB (200) may be at most half of gateway.memoryMiB (256), which holds the requests in work']],
    ['an image of no version', ['image.tag='], ['one of image.tag and image.digest is needed']],
    ['an artifact that is nowhere', ['artifact.source=share'], ['artifact.location and artifact.sha256 are needed with artifact.source share']],
    ['Entra ID without an audience', ['auth.mode=entra'], ['auth.entra.issuer, auth.entra.audience and auth.entra.jwksUri are needed with auth.mode entra']],
    ['passwords without users', ['secrets.source=none'], ['secrets.source must be key-vault or secret with auth.mode password: where the users are']],
    ['a Secret without a name', ['secrets.secretName='], ['secrets.secretName is needed with secrets.source secret']],
    ['a Key Vault without a name', ['secrets.source=key-vault', 'identity.enabled=true'], ['secrets.keyVault is needed where users, signing keys or variables come from a Key Vault']],
    ['a Key Vault without an identity', ['secrets.source=key-vault', 'secrets.keyVault=contoso'], ['identity.enabled must be true: the pods read Blob storage or a Key Vault']],
    ['an identity of nobody', ['identity.enabled=true', 'identity.clientId='], ['identity.clientId is needed with identity.enabled']],
  ])('%s', (_, sets, messages) => {
    expect(refused(...sets)).toEqual(messages);
  });

  test('all that contradicts itself, at once', () => {
    expect(refused('scaling.min=9', 'image.tag=')).toEqual(['scaling.max (3) must be at least scaling.min (9)', 'one of image.tag and image.digest is needed']);
  });
});

interface Change {
  /** Dotted. */
  readonly path: string;
  readonly value: unknown;
}

/** Where helm finds something wrong with values that are changed in several places, as it points there. */
function refusedAt(changes: readonly Change[]): string[] {
  const values = {};
  for (const { path, value } of changes) {
    const keys = path.split('.');
    const section = keys.slice(0, -1).reduce<Record<string, unknown>>((at, key) => (at[key] ??= {}) as Record<string, unknown>, values);
    section[keys.at(-1)!] = value;
  }
  const file = join(folder, 'wrong.json');
  writeFileSync(file, JSON.stringify(values));
  return refusal(chart, '-f', file).flatMap((line) => /^ *- at '([^']*)'/.exec(line)?.[1] ?? []);
}
