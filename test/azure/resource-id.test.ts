import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nounOf } from '../../src/azure/nouns';
import { resourceInWords } from '../../src/azure/resource-id';

const group = '/subscriptions/7d444840-9dc0-11d1-b245-5ffdce74fad2/resourceGroups/scoring-prod';

test.each([
  [`${group}/providers/Microsoft.ContainerService/managedClusters/scoring-prod`, 'AKS cluster scoring-prod'],
  [`${group}/providers/Microsoft.ContainerService/managedClusters/scoring-prod/agentPools/d8sv5`, 'node pool d8sv5 of scoring-prod'],
  [`${group}/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/models`, 'blob container models of a/default'],
  [`${group}/providers/Microsoft.ContainerService/managedClusters/c/providers/Microsoft.KubernetesConfiguration/extensions/flux`, 'cluster extension flux on AKS cluster c'],
  [`${group}/providers/Microsoft.KeyVault/vaults/v/providers/Microsoft.Authorization/roleAssignments/0f8fad5b-d9cb-469f-a165-70867728950e`, 'role assignment on Key Vault v'],
  [`${group}/providers/Microsoft.Web/sites/shop`, 'Microsoft.Web/sites shop'],
  [group, group],
])('%s is %s', (id, words) => {
  expect(resourceInWords(id)).toBe(words);
});

test('every type of the template has a noun', () => {
  const template = readFileSync(join(__dirname, '../../bicep/main.json'), 'utf8');
  const types = new Set([...template.matchAll(/"type": "(Microsoft\.[^"]+)"/g)].map(([, type]) => type));
  expect(types.size).toBeGreaterThan(20);
  expect([...types].filter((type) => nounOf(type) === type)).toEqual([]);
});
