import { losses, predictionOf } from '../../../src/azure/arm/what-if';
import { predictionText } from '../../../src/azure/arm/what-if-text';
import { idOf } from '../../helpers/arm/payloads';

const plain = { red: (text: string) => text, green: (text: string) => text, yellow: (text: string) => text, dim: (text: string) => text };
const marked = { ...plain, red: (text: string) => `<red>${text}</red>` };
const CLUSTER = idOf('Microsoft.ContainerService/managedClusters/c');

const modify = (resourceId: string, ...delta: object[]) => predictionOf({ changes: [{ resourceId, changeType: 'Modify', delta: delta as never }] });

test('another VM size of a pool is a replacement, in red', () => {
  const prediction = modify(`${CLUSTER}/agentPools/p`, { path: 'properties.vmSize', propertyChangeType: 'Modify', before: 'Standard_D4s_v5', after: 'Standard_D8s_v5' });
  expect(predictionText(prediction, marked)).toContain('<red>    vmSize: Standard_D4s_v5 -> Standard_D8s_v5 (a node pool keeps its VM size, pods a node, zones and subnet)</red>');
  expect(losses(prediction)).toEqual(['node pool p of c would have to be made anew: a node pool keeps its VM size, pods a node, zones and subnet']);
});

test('a resource that goes stands first, in red', () => {
  const prediction = predictionOf({ changes: [{ resourceId: CLUSTER, changeType: 'Create' }, { resourceId: idOf('Microsoft.KeyVault/vaults/v'), changeType: 'Delete' }] });
  expect(predictionText(prediction, marked).split('\n')[0]).toBe('<red>- Key Vault v</red>');
});

test('a subnet that goes is a loss', () => {
  const prediction = modify(idOf('Microsoft.Network/virtualNetworks/n'), {
    path: 'properties.subnets', propertyChangeType: 'Array', children: [{ path: '1', propertyChangeType: 'Delete', before: { name: 'vms' } }],
  });
  expect(losses(prediction)).toEqual(['virtual network n loses properties.subnets[1]']);
});

test('the system pool that goes is no noise', () => {
  const prediction = modify(CLUSTER, { path: 'properties.agentPoolProfiles', propertyChangeType: 'Array', children: [{ path: '0', propertyChangeType: 'Delete', before: { name: 'system', mode: 'System' } }] });
  expect(losses(prediction)).toEqual(['AKS cluster c loses properties.agentPoolProfiles[0]']);
});

test('rules of a vault\'s network that go are no noise', () => {
  const prediction = modify(idOf('Microsoft.KeyVault/vaults/v'), { path: 'properties.networkAcls', propertyChangeType: 'Delete', before: { defaultAction: 'Deny' } });
  expect(predictionText(prediction, plain)).toContain('networkAcls: {"defaultAction":"Deny"} goes');
});

test('a change of a role is never noise', () => {
  const prediction = modify(`${CLUSTER}/providers/Microsoft.Authorization/roleAssignments/0f8fad5b-d9cb-469f-a165-70867728950e`,
    { path: 'properties.roleDefinitionId', propertyChangeType: 'Modify', before: 'reader', after: 'owner' });
  expect(predictionText(prediction, plain)).toBe('~ role assignment on AKS cluster c\n    roleDefinitionId: reader -> owner\n1 to change\n');
});

test('text that only looks like an expression is no noise', () => {
  const prediction = modify(CLUSTER, { path: 'tags.note', propertyChangeType: 'Modify', before: 'a', after: 'see reference(s)' });
  expect(prediction.resources[0].effect).toBe('modify');
});

test('what can\'t be predicted is told with the reason', () => {
  const prediction = predictionOf({ changes: [{ resourceId: CLUSTER, changeType: 'Unsupported', unsupportedReason: 'the name is known only later' }] });
  expect(predictionText(prediction, plain)).toBe('? AKS cluster c: the name is known only later\n1 that can\'t be predicted\n');
});

test('remarks of Azure are handed on', () => {
  const diagnostics = [{ level: 'Warning', code: 'NestedDeploymentShortCircuited', message: 'A nested deployment got short-circuited.', target: '' }];
  expect(predictionText(predictionOf({ diagnostics: diagnostics as never }), plain)).toContain('! Warning: A nested deployment got short-circuited.');
});

test('a long value is cut', () => {
  const prediction = modify(CLUSTER, { path: 'tags.x', propertyChangeType: 'Modify', before: 'a'.repeat(100), after: 'b' });
  expect(predictionText(prediction, plain)).toContain(`tags.x: ${'a'.repeat(57)}... -> b`);
});
