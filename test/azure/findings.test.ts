import { fleetOf, manyModels, model } from './fleets';
import { azureFindings } from '../../src/azure';

const messages = (...parts: Parameters<typeof fleetOf>) => azureFindings(fleetOf(...parts)).map(({ message }) => message);

test('a fleet that fits has none', () => {
  expect(messages({ models: [model('a', { scaling: { min: 1, max: 2 } })], spec: { nodes: { sizes: ['Standard_D8s_v5'] } } })).toEqual([]);
});

test('more nodes at rest than the environment allows are an error', () => {
  expect(azureFindings(fleetOf({ models: [model('a', { scaling: { min: 5, max: 5 } })], spec: { nodes: { sizes: ['Standard_D8s_v5'], max: 4 } } }))).toEqual([{
    path: ['spec', 'nodes', 'max'],
    at: 'value',
    message: 'spec.nodes.max (4) is less than the 5 nodes of Standard_D8s_v5 that the models need at rest (scaling.min)',
  }]);
});

test('more nodes under full load than the environment allows are a warning', () => {
  const [finding] = azureFindings(fleetOf({ models: [model('a', { scaling: { min: 1, max: 5 } })], spec: { nodes: { sizes: ['Standard_D8s_v5'], max: 4 } } }));
  expect(finding).toMatchObject({ severity: 'warning', message: expect.stringContaining('the 5 nodes of Standard_D8s_v5') as string });
});

test('more identities than a deployment takes are refused with the number', () => {
  expect(messages({ models: manyModels(251, { teams: 251 }), spec: { nodes: { sizes: ['Standard_D96s_v5'], max: 1000 } } }))
    .toEqual([expect.stringContaining('need 251 managed identities')]);
});

test('a host outside the DNS zone is refused', () => {
  expect(messages({ spec: { azure: { dnsZone: 'example.com' } } }))
    .toEqual(['spec.azure.dnsZone (example.com) holds none of the environment\'s hosts; spec.host is models.contoso.com']);
});

test('AKS Automatic is refused without an uptime agreement', () => {
  expect(messages({ spec: { azure: { clusterSku: 'Automatic', clusterTier: 'Free' } } }))
    .toEqual(['spec.azure.clusterTier (Free) must be Standard for AKS Automatic']);
});
