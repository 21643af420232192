import { azureFindings } from '../../../src/azure';
import { fleetOf, manyModels, model } from '../fleets';

const apiManagement = { name: 'contoso-api', publisherName: 'Contoso', publisherEmail: 'ops@contoso.com' };
const nodes = { sizes: ['Standard_D96s_v5'], max: 1000 };

function messages(models: Parameters<typeof fleetOf>[0]['models'], more: object = {}, spec: object = {}): string[] {
  const fleet = fleetOf({ models, spec: { nodes, azure: { apiManagement: { ...apiManagement, ...more } }, ...spec } });
  return azureFindings(fleet).map(({ message }) => message);
}

const wide = (name: string, columns: number) => model(name, {
  inputs: Array.from({ length: columns }, (_, index) => ({ name: `column_${index}`, type: 'double', nullable: false, levels: [], minimum: null, maximum: null, description: 'x'.repeat(100) })),
});

test('an API Management that fits has none', () => {
  expect(messages([model('churn')])).toEqual([]);
});

test('a tier of the second generation is refused outside the public cloud', () => {
  const cluster = { name: 'scoring', kubernetesVersion: '1.36', region: 'usgovvirginia', resourceGroup: 'scoring', cloud: 'AzureUSGovernment' };
  expect(messages([], {}, { cluster })).toEqual(['spec.azure.apiManagement.sku (BasicV2) is a tier of the public cloud alone; AzureUSGovernment has Developer, Basic, Standard and Premium']);
});

test('Developer is refused with more than its one unit', () => {
  expect(messages([], { sku: 'Developer', units: 2 })).toEqual(['spec.azure.apiManagement.units (2) must be 1 in the tier Developer']);
});

test('more models than a deployment publishes are refused with the number', () => {
  expect(messages(manyModels(251))).toEqual([expect.stringContaining('is to publish 251 models of production, and a deployment takes 250')]);
});

test('a contract longer than Bicep loads is refused with its length', () => {
  expect(messages([wide('churn', 1000)])).toEqual([expect.stringMatching(/contract of model churn: it has \d{6} characters, and as a file more than the 131072 that Bicep loads$/)]);
});

test('contracts larger together than a deployment takes are refused with their size', () => {
  expect(messages(Array.from({ length: 60 }, (_, index) => wide(`m${index}`, 380)))).toEqual([expect.stringContaining('is to import contracts of 4 MiB, and a deployment takes 3')]);
});
