import { fetchingModel, fleetOf, manyModels, model } from './fleets';
import { bicepParameters, PACKAGED_TEMPLATE } from '../../src/azure';

const text = (...parts: Parameters<typeof fleetOf>) => bicepParameters(fleetOf(...parts));

test('begins with the template that it is for', () => {
  expect(text({}).split('\n')[0]).toBe('using \'../main.bicep\'');
  expect(bicepParameters(fleetOf({}), PACKAGED_TEMPLATE).split('\n')[0]).toBe('using \'../../node_modules/plumbline-scoring/bicep/main.bicep\'');
});

test('is the same for the same fleet in another order', () => {
  const models = [fetchingModel('a'), fetchingModel('b', { team: 'risk' }), model('c')];
  expect(text({ models })).toBe(text({ models: [...models].reverse() }));
});

test('says what a pool was sized for', () => {
  expect(text({ models: [model('a', { scaling: { min: 1, max: 2 } })], spec: { nodes: { sizes: ['Standard_D8s_v5'] } } }))
    .toContain('// d8sv5: 1 model; 1 node at rest, 2 under full load');
});

test('puts the account into the resource group that the environment names', () => {
  expect(text({ spec: { storage: { account: 'contosomodels', resourceGroup: 'scoring-data' } } })).toContain('    resourceGroup: \'scoring-data\'\n');
});

test.each(['registry', 'storage', 'keyVault'] as const)('leaves out %s where the environment has none', (part) => {
  const field = part === 'keyVault' ? 'vault' : part;
  expect(text({ spec: { [part]: undefined } })).not.toContain(`  ${field}: {`);
});

test('makes no Flux without a source', () => {
  expect(text({})).toContain('param gitopsSettings = null\n');
});

test('follows the branch in the folder of the environment', () => {
  expect(text({ spec: { gitops: { url: 'https://github.com/contoso/scoring' } } }))
    .toContain('  reference: \'main\'\n  path: \'dist/clusters/production\'\n');
});

test('follows the tag of the environment\'s name in a registry', () => {
  expect(text({ spec: { gitops: { source: 'oci', url: 'oci://contososcoring.azurecr.io/manifests' } } })).toContain('  reference: \'production\'\n');
});

test('asks for the controllers of newer images only where Flux proposes them', () => {
  const gitops = { url: 'https://github.com/contoso/scoring' };
  expect(text({ spec: { gitops } })).toContain('  imageUpdates: false\n');
  expect(text({ spec: { gitops: { ...gitops, imageUpdates: { models: { churn: '1.x' }, secretName: 'push' } } } })).toContain('  imageUpdates: true\n');
});

test('tells Bicep that Flux reads charts from the registry', () => {
  const gitops = { url: 'https://github.com/contoso/scoring' };
  expect(text({ spec: { gitops } })).not.toContain('charts:');
  expect(text({ spec: { gitops: { ...gitops, deliver: 'chart-oci' } } })).toContain('  charts: true\n');
});

test('asks for the Gateway API only where routes use it', () => {
  expect(text({ spec: { ingress: { controller: 'gateway-api' } } })).toContain('  gatewayApi: true\n');
});

test('an operator of its own needs no Prometheus of Azure', () => {
  expect(text({ spec: { monitoring: { prometheus: 'operator' } } })).toContain('  prometheus: false\n');
});

test('a budget is there only with an amount', () => {
  expect(text({})).not.toContain('budget');
});

test('names of secrets and where they are stay out of it', () => {
  const variable = { name: 'TOKEN', source: 'value', value: 'hunter2', secretName: '', secretKey: '', keyVaultSecret: '' } as const;
  expect(text({ models: [fetchingModel('a', { variables: [variable] })] })).not.toMatch(/hunter2|TOKEN|a-users/);
});

test('reports how long a thousand models take', () => {
  const fleet = fleetOf({ models: manyModels(1000, { teams: 60, gpus: true }), spec: { nodes: { sizes: ['Standard_D16s_v5', 'Standard_E8s_v5'], gpuSizes: ['Standard_NC8as_T4_v3'], max: 1000 } } });
  const start = performance.now();
  const rendered = bicepParameters(fleet);
  process.stdout.write(`bicep parameters of 1,000 models: ${(performance.now() - start).toFixed(0)} ms, ${rendered.length} characters\n`);
  expect(rendered.match(/namespace: /g)).toHaveLength(1000);
});
