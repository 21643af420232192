import { type Script, type ScriptedOperation, SUBSCRIPTION } from './arm-state';

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/scoring-production`;

export function idOf(path: string): string {
  return `${GROUP}/providers/${path}`;
}

const moduleOf = (name: string, from: number, until: number, error?: object): ScriptedOperation =>
  ({ id: idOf(`Microsoft.Resources/deployments/${name}`), from, until, ...error === undefined ? {} : { error } });

const CLUSTER = idOf('Microsoft.ContainerService/managedClusters/scoring-production');

/** A deployment with a module in a module, as bicep/main.json has them. */
export const SUCCEEDS: Script = {
  operations: {
    main: [moduleOf('platform', 1, 6), moduleOf('data', 2, 5), { id: idOf('Microsoft.Resources/deployments/read'), from: 0, until: 0, operation: 'Read' }],
    platform: [moduleOf('network', 1, 3), moduleOf('aks', 2, 6)],
    network: [{ id: idOf('Microsoft.Network/virtualNetworks/scoring-production'), from: 1, until: 3 }],
    aks: [{ id: CLUSTER, from: 2, until: 6 }],
    data: [
      { id: idOf('Microsoft.ContainerRegistry/registries/contososcoring'), from: 2, until: 4 },
      { id: idOf('Microsoft.Storage/storageAccounts/contosomodels'), from: 2, until: 5 },
      { id: `${idOf('Microsoft.Storage/storageAccounts/contosomodels')}/providers/Microsoft.Authorization/roleAssignments/0f8fad5b-d9cb-469f-a165-70867728950e`, from: 3, until: 5 },
    ],
  },
  ends: 8,
  outputs: {
    clientIds: { type: 'Array', value: [{ variable: 'identity_pricing_client_id', clientId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427' }] },
    grafanaName: { type: 'String', value: 'scoring-5khqyzmkqzg7a' },
    grafanaUrl: { type: 'String', value: 'https://scoring-production.weu.grafana.azure.com' },
    ingressAddress: { type: 'String', value: '' },
    nameServers: { type: 'Array', value: [] },
  },
};

/** The same, where the cluster ends with a provider's error, wrapped as Azure wraps it. */
export function failsWith(error: { readonly code: string; readonly message: string; readonly details?: readonly object[] }): Script {
  const wrapped = (code: string, inner: object) => ({ code, message: 'The resource write operation failed to complete successfully, because it reached terminal provisioning state \'Failed\'.', details: [inner] });
  return {
    ...SUCCEEDS,
    operations: {
      ...SUCCEEDS.operations,
      main: [moduleOf('platform', 1, 6, wrapped('DeploymentFailed', error)), moduleOf('data', 2, 5)],
      platform: [moduleOf('network', 1, 3), moduleOf('aks', 2, 6, wrapped('DeploymentFailed', error))],
      aks: [{ id: CLUSTER, from: 2, until: 6, error }],
    },
    error: { code: 'DeploymentFailed', message: 'At least one resource deployment operation failed. Please list deployment operations for details.', details: [wrapped('ResourceDeploymentFailure', error)] },
  };
}

/**
 * What-if's answer to a change of one pool, as documented:
 * https://learn.microsoft.com/rest/api/resources/deployments/what-if and the noise of https://github.com/Azure/arm-template-whatif/issues/128.
 */
export const WHAT_IF = {
  status: 'Succeeded',
  properties: {
    changes: [
      { resourceId: idOf('Microsoft.ContainerRegistry/registries/contososcoring'), changeType: 'NoChange' },
      { resourceId: idOf('Microsoft.Web/sites/somebody-elses'), changeType: 'Ignore' },
      { resourceId: `${CLUSTER}/agentPools/d16sv5`, changeType: 'Create', after: { name: 'd16sv5' } },
      {
        resourceId: CLUSTER,
        changeType: 'Modify',
        delta: [
          { path: 'properties.powerState', propertyChangeType: 'Delete', before: { code: 'Running' } },
          { path: 'properties.autoUpgradeProfile.upgradeChannel', propertyChangeType: 'Modify', before: 'patch', after: 'stable' },
          {
            path: 'properties.agentPoolProfiles',
            propertyChangeType: 'Array',
            children: [
              { path: '0', propertyChangeType: 'Modify', children: [{ path: 'maxCount', propertyChangeType: 'Modify', before: 4, after: 6 }, { path: 'nodeImageVersion', propertyChangeType: 'Delete', before: 'AKSUbuntu-2204' }] },
              { path: '1', propertyChangeType: 'Delete', before: { name: 'd8sv5', mode: 'User' } },
            ],
          },
        ],
      },
      {
        resourceId: idOf('Microsoft.KubernetesConfiguration/fluxConfigurations/plumbline'),
        changeType: 'Modify',
        delta: [{ path: 'properties.kustomizations.cluster.postBuild.substitute.identity', propertyChangeType: 'Modify', before: 'abc', after: '[reference(resourceId(\'x\'), \'2024-11-30\').clientId]' }],
      },
    ],
  },
};
