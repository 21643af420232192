import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicepParameters, deploymentParameters } from '../../../src/azure';
import { planDeployment } from '../../../src/azure/arm/deployment-plan';
import { bicep, bicepFolder, describeWithBicep } from '../../bicep/bicep-cli';
import { fleetOf, manyModels, model } from '../fleets';

const template = JSON.parse(readFileSync(join(__dirname, '../../../bicep/main.json'), 'utf8')) as object;
const plan = (...parts: Parameters<typeof fleetOf>) => planDeployment(fleetOf(...parts), template);

test('the same content has the same name', () => {
  expect(plan({ models: [model('a')] }).name).toBe(plan({ models: [model('a')] }).name);
});

test('other content has another name', () => {
  expect(plan({ models: [model('a')] }).name).not.toBe(plan({ models: [model('a', { scaling: { min: 7 } })] }).name);
});

test('another template has another name', () => {
  expect(planDeployment(fleetOf({}), { ...template, contentVersion: '2.0.0.0' }).name).not.toBe(plan({}).name);
});

test('the longest name of an environment makes a name that Azure takes', () => {
  const { environment, models } = fleetOf({});
  const { name } = planDeployment({ environment: { ...environment, metadata: { ...environment.metadata, name: 'e'.repeat(40) } }, models }, template);
  expect(name).toMatch(/^[-\w.()]{1,64}$/);
});

test('the providers of every module are listed, and none that needs no registration', () => {
  const { providers } = plan({});
  expect(providers).toEqual(expect.arrayContaining(['Microsoft.ContainerService', 'Microsoft.KubernetesConfiguration', 'Microsoft.ManagedIdentity', 'Microsoft.Storage']));
  expect(providers).not.toContain('Microsoft.Resources');
});

test('groups of a registry and an account that are made elsewhere are listed', () => {
  const spec = { storage: { account: 'contosomodels', resourceGroup: 'data' }, azure: { registry: { resourceGroup: 'shared' } } };
  expect(plan({ spec }).otherGroups).toEqual(['data', 'shared']);
});

test('the group of a registry that is there already is not for this to make', () => {
  expect(plan({ spec: { azure: { registry: { resourceGroup: 'shared' }, existing: { registry: true } } } }).otherGroups).toEqual([]);
});

test('no parameter holds a secret or names one', () => {
  const variable = { name: 'TOKEN', source: 'value', value: 'hunter2', secretName: '', secretKey: '', keyVaultSecret: '' } as const;
  expect(JSON.stringify(plan({ models: [model('a', { variables: [variable] })] }).parameters)).not.toMatch(/hunter2|TOKEN/);
});

test('every parameter of the template has a value, and no other has', () => {
  const { parameters } = template as { parameters: object };
  expect(Object.keys(plan({}).parameters).sort()).toEqual(Object.keys(parameters).sort());
});

test('no output of the template is a secret', () => {
  const { outputs } = template as { outputs: Record<string, { type: string }> };
  expect(Object.values(outputs).filter(({ type }) => /secure/i.test(type))).toEqual([]);
  expect(Object.keys(outputs).filter((name) => /secret|key|password|token|connection/i.test(name))).toEqual([]);
});

describeWithBicep('what is sent', () => {
  const folder = bicepFolder();

  test('is what Bicep makes of the rendered parameters', () => {
    const fleet = fleetOf({ models: manyModels(21, { teams: 2, gpus: true }), spec: { nodes: { sizes: ['Standard_D8s_v5'], gpuSizes: ['Standard_NC8as_T4_v3'], max: 1000 } } });
    writeFileSync(join(folder(), 'environments', 'sent.bicepparam'), bicepParameters(fleet));
    expect(bicep(folder(), 'build-params', 'environments/sent.bicepparam', '--outfile', 'sent.json').status).toBe(0);
    const { parameters } = JSON.parse(readFileSync(join(folder(), 'sent.json'), 'utf8')) as { parameters: object };
    expect(deploymentParameters(fleet)).toEqual(parameters);
  }, 180_000);
});
