import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { bicepFolder, describeWithBicep } from './bicep-cli';
import { expectGolden } from './golden';
import { predict, scopeOf, type Resource, writeEnvironment } from './predicted';
import type { Fleet } from '../../src/azure';
import { fetchingModel, fleetOf, model } from '../azure/fleets';

const entra = { issuer: 'https://login.microsoftonline.com/0f8fad5b-d9cb-469f-a165-70867728950e/v2.0', audience: 'api://image-quality', jwksUri: '', roles: ['Score', 'R & D'] };
const gpuModel = fetchingModel('image-quality', { auth: { mode: 'entra', entra }, team: 'vision', gpu: { count: 1 }, workers: { cores: 2 }, scaling: { min: 1, max: 2 } });
const share = { name: 'models', storageAccount: 'contosomodels', resourceGroup: 'scoring-data', server: '' };
const mountingModel = model('claims-triage', { team: 'claims', artifact: { source: 'share', location: 'a.tar.gz', share } });

/** Everything left to the defaults, and nothing but the registry beside the cluster. */
const modestSpec = { storage: undefined, keyVault: undefined, nodes: { sizes: ['Standard_D8s_v5'], zones: [] }, monitoring: { grafana: false } };
const modest = fleetOf({
  spec: modestSpec,
  models: [model('churn', { secrets: { source: 'none' } })],
});

/** Everything there is. */
const complete = fleetOf({
  spec: {
    storage: { account: 'contosomodels', resourceGroup: 'scoring-data' },
    additionalHosts: ['*.models.contoso.com'],
    ingress: { controller: 'gateway-api' },
    nodes: { sizes: ['Standard_D8s_v5'], gpuSizes: ['Standard_NC4as_T4_v3'], max: 20 },
    gitops: {
      source: 'oci',
      url: 'oci://contososcoring.azurecr.io/manifests',
      imageUpdates: { models: { 'boston-housing': '1.x' }, secretName: 'flux-push', url: 'https://github.com/contoso/scoring' },
    },
    monitoring: { alerts: { email: 'ops@contoso.com' } },
    azure: {
      clusterSku: 'Automatic',
      administratorGroups: ['00000000-0000-0000-0000-00000000000a'],
      publishers: ['00000000-0000-0000-0000-00000000000b'],
      registry: { roleAssignmentMode: 'AbacRepositoryPermissions' },
      dataAccess: { restricted: true, allowedIpRanges: ['203.0.113.0/24'] },
      dnsZone: 'contoso.com',
      budget: { amount: 2000, startDate: '2026-12-01' },
      locked: true,
      apiManagement: { name: 'contoso-scoring-api', publisherName: 'Contoso', publisherEmail: 'ops@contoso.com', callsPerMinute: 60 },
    },
  },
  models: [model('boston-housing', { identity: { enabled: true } }), gpuModel, mountingModel],
});

/** The modest environment, its API server reachable from fewer places. */
const withApiServer = (apiServer: { private?: boolean; authorizedIpRanges?: string[] }) => fleetOf({ spec: { ...modestSpec, azure: { apiServer } }, models: [model('churn', { secrets: { source: 'none' } })] });

const ENVIRONMENTS: Readonly<Record<string, Fleet>> = { modest, complete };

/** Built-in roles that may be given, by id; docs/security.md says to whom and why. */
const ROLES: Readonly<Record<string, string>> = {
  '4d97b98b-1d4f-4787-a291-c67834d212e7': 'Network Contributor',
  'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b': 'Azure Kubernetes Service RBAC Cluster Admin',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d': 'AcrPull',
  'b93aa761-3e63-49ed-ac28-beffa264f7ac': 'Container Registry Repository Reader',
  '2a1e307c-b015-4ebd-883e-5b7698a07328': 'Container Registry Repository Writer',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': 'Storage Blob Data Reader',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'a235d3ee-5935-4cfb-8cc5-a3303ad5995e': 'Storage File Data SMB MI Admin',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
  'b0d8363b-8ddd-447d-831f-62ca05bff136': 'Monitoring Data Reader',
  '22926164-76b3-42b3-bc55-97df8dab3e41': 'Grafana Admin',
};

/** Whether a text is elements, comments and characters, every element closed. */
function isXml(text: string): boolean {
  const open: string[] = [];
  let end = 0;
  for (const [part, closing, name, closed] of text.matchAll(/<(\/?)([\w-]+)(?:\s+[\w-]+="(?:[^"<&]|&\w+;)*")*\s*(\/?)>|<!--(?:(?!--)[^])*-->|&(?:amp|lt|gt|quot);|[^<&]/gy)) {
    end += part.length;
    if (name === undefined || closed === '/') { continue; }
    if (closing === '') { open.push(name); } else if (open.pop() !== name) { return false; }
  }
  return end === text.length && open.length === 0;
}

describeWithBicep('what would be made', () => {
  const folder = bicepFolder();
  const predicted: Record<string, Resource[]> = {};

  beforeAll(() => {
    const behindWalls = { private: withApiServer({ private: true }), ranges: withApiServer({ authorizedIpRanges: ['203.0.113.0/24'] }) };
    for (const [name, fleet] of Object.entries({ ...ENVIRONMENTS, ...behindWalls })) {
      writeEnvironment(folder(), name, fleet);
      predicted[name] = predict(folder(), name);
    }
  }, 300_000);

  const resources = (name: string, type: string) => predicted[name].filter((resource) => resource.type === type);
  const only = (name: string, type: string): Resource => {
    const found = resources(name, type);
    expect(found).toHaveLength(1);
    return found[0];
  };
  const roles = (name: string) => resources(name, 'Microsoft.Authorization/roleAssignments')
    .map((assignment) => ({ assignment, role: ROLES[String(assignment.properties?.roleDefinitionId).split('/').at(-1)!] }));
  const rolesOf = (name: string) => roles(name).map(({ role }) => role);

  test.each(Object.keys(ENVIRONMENTS))('of the environment %s is what was agreed', (name) => {
    expectGolden(name, predicted[name]);
  });

  describe.each(Object.keys(ENVIRONMENTS))('of the environment %s:', (name) => {
    test('the cluster has no local accounts and asks Entra ID', () => {
      expect(only(name, 'Microsoft.ContainerService/managedClusters').properties)
        .toMatchObject({ disableLocalAccounts: true, enableRBAC: true, aadProfile: { managed: true, enableAzureRBAC: true } });
    });

    test('models prove themselves with workload identity', () => {
      expect(only(name, 'Microsoft.ContainerService/managedClusters').properties)
        .toMatchObject({ oidcIssuerProfile: { enabled: true }, securityProfile: { workloadIdentity: { enabled: true } } });
    });

    test('nobody runs commands in the cluster through Azure Resource Manager', () => {
      expect(only(name, 'Microsoft.ContainerService/managedClusters').properties).toMatchObject({ apiServerAccessProfile: { disableRunCommand: true } });
    });

    test('old images leave the nodes, and upgrades come by themselves in the agreed hours', () => {
      expect(only(name, 'Microsoft.ContainerService/managedClusters').properties)
        .toMatchObject({ securityProfile: { imageCleaner: { enabled: true } }, autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' } });
      expect(resources(name, 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations').map(({ name: of }) => of.split('/').at(-1)))
        .toEqual(['aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule']);
    });

    test('network policies are enforced', () => {
      expect(only(name, 'Microsoft.ContainerService/managedClusters').properties).toMatchObject({ networkProfile: { networkPolicy: 'cilium' } });
    });

    test('the registry has no administrator account and no anonymous pull', () => {
      expect(only(name, 'Microsoft.ContainerRegistry/registries').properties).toMatchObject({ adminUserEnabled: false, anonymousPullEnabled: false });
    });

    test('every role is one that docs/security.md explains', () => {
      expect(roles(name).filter(({ role }) => role === undefined)).toEqual([]);
      const page = readFileSync(join(__dirname, '../../docs/security.md'), 'utf8');
      expect(rolesOf(name).filter((role) => !page.includes(role))).toEqual([]);
    });

    test('every role is given on one resource, never on a group or subscription', () => {
      const wide = roles(name).filter(({ assignment }) => !/^\/subscriptions\/.+\/providers\/[^/]+\/[^/]+\/[^/]+/.test(scopeOf(assignment)));
      expect(wide.map(({ assignment }) => assignment.id)).toEqual([]);
    });

    test('every role says what it is for', () => {
      expect(roles(name).filter(({ assignment }) => !assignment.properties?.description)).toEqual([]);
    });

    test('every resource that takes tags has them', () => {
      const untagged = predicted[name].filter((resource) => resource.location !== undefined && resource.tags === undefined);
      expect(untagged.map(({ id }) => id)).toEqual([]);
    });
  });

  test('storage takes no shared keys, nothing public and HTTPS alone', () => {
    expect(only('complete', 'Microsoft.Storage/storageAccounts').properties).toMatchObject({
      allowSharedKeyAccess: false, allowBlobPublicAccess: false, supportsHttpsTrafficOnly: true, minimumTlsVersion: 'TLS1_2',
    });
  });

  test('no container is public', () => {
    expect(only('complete', 'Microsoft.Storage/storageAccounts/blobServices/containers').properties).toMatchObject({ publicAccess: 'None' });
  });

  test('blobs keep their versions', () => {
    expect(only('complete', 'Microsoft.Storage/storageAccounts/blobServices').properties).toMatchObject({ isVersioningEnabled: true });
  });

  test('restricted data takes connections from the nodes and the listed ranges', () => {
    expect(only('complete', 'Microsoft.Storage/storageAccounts').properties)
      .toMatchObject({ networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.0/24' }] } });
  });

  test('the account is in the resource group that the environment names', () => {
    expect(only('complete', 'Microsoft.Storage/storageAccounts').id).toContain('/resourceGroups/scoring-data/');
  });

  test('a share is there where a model mounts one', () => {
    expect(only('complete', 'Microsoft.Storage/storageAccounts/fileServices/shares').name).toBe('contosomodels/default/models');
  });

  test('the vault goes by roles and can not be purged', () => {
    expect(only('complete', 'Microsoft.KeyVault/vaults').properties).toMatchObject({ enableRbacAuthorization: true, enablePurgeProtection: true });
  });

  test('each model that reads from Azure has a credential of its service account', () => {
    const credentials = resources('complete', 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials');
    expect(credentials.map(({ properties }) => properties?.subject).sort()).toEqual([
      'system:serviceaccount:boston-housing:boston-housing',
      'system:serviceaccount:claims-triage:claims-triage',
      'system:serviceaccount:flux-system:image-reflector-controller',
      'system:serviceaccount:flux-system:source-controller',
      'system:serviceaccount:image-quality:image-quality',
    ]);
  });

  test('a registry that looks at repositories gets the roles of repositories', () => {
    expect(rolesOf('complete').filter((role) => /^(Acr|Container)/.test(role)).sort())
      .toEqual(['Container Registry Repository Reader', 'Container Registry Repository Reader', 'Container Registry Repository Writer']);
  });

  test('a registry of the older kind gets AcrPull for the nodes', () => {
    expect(rolesOf('modest')).toEqual(expect.arrayContaining(['AcrPull']));
  });

  test('only the team that fetches from the container may read it', () => {
    expect(rolesOf('complete').filter((role) => role === 'Storage Blob Data Reader')).toHaveLength(1);
  });

  test('only the team that mounts a share may mount one', () => {
    expect(rolesOf('complete').filter((role) => role === 'Storage File Data SMB MI Admin')).toHaveLength(1);
  });

  test('the nodes of a GPU are marked and kept for those who ask', () => {
    const pools = resources('complete', 'Microsoft.ContainerService/managedClusters/agentPools');
    expect(pools.map(({ properties }) => properties)).toEqual([expect.objectContaining({ nodeLabels: { sku: 'gpu' }, nodeTaints: ['sku=gpu:NoSchedule'] })]);
  });

  test('the number of nodes is left to the autoscaler', () => {
    const pools = resources('modest', 'Microsoft.ContainerService/managedClusters/agentPools');
    expect(pools.map(({ properties }) => properties?.enableAutoScaling)).toEqual([true]);
    expect(pools.map(({ properties }) => properties?.count)).toEqual([undefined]);
  });

  test('what holds data is locked where asked', () => {
    expect(resources('complete', 'Microsoft.Authorization/locks').map(({ properties }) => properties?.level)).toEqual(['CanNotDelete', 'CanNotDelete', 'CanNotDelete']);
  });

  test('hosts lead to the address of the ingress', () => {
    expect(resources('complete', 'Microsoft.Network/dnsZones/A').map(({ name }) => name)).toEqual(['contoso.com/*.models', 'contoso.com/models']);
  });

  describe('of API Management:', () => {
    const policyOf = (published: string) => String(resources('complete', 'Microsoft.ApiManagement/service/apis/policies')
      .find(({ name }) => name === `contoso-scoring-api/${published}/policy`)?.properties?.value);

    test('each model is published below its own path, over HTTPS alone', () => {
      const apis = resources('complete', 'Microsoft.ApiManagement/service/apis');
      expect(apis.map(({ properties }) => [properties?.path, properties?.protocols])).toEqual([['boston-housing', ['https']], ['claims-triage', ['https']], ['image-quality', ['https']]]);
    });

    test('each contract is OpenAPI', () => {
      const contracts = resources('complete', 'Microsoft.ApiManagement/service/apis').map(({ properties }) => load(String(properties?.value)));
      expect(contracts).toEqual([expect.objectContaining({ openapi: '3.0.3' }), expect.objectContaining({ openapi: '3.0.3' }), expect.objectContaining({ openapi: '3.0.3' })]);
    });

    test('every policy is XML', () => {
      expect(['boston-housing', 'claims-triage', 'image-quality'].map((published) => isXml(policyOf(published)))).toEqual([true, true, true]);
    });

    test('no place of a policy is left open', () => {
      expect(['boston-housing', 'image-quality'].filter((published) => policyOf(published).includes('__'))).toEqual([]);
    });

    test('a token is asked for issuer, audience and roles', () => {
      expect(policyOf('image-quality')).toContain('<issuer>https://login.microsoftonline.com/0f8fad5b-d9cb-469f-a165-70867728950e/v2.0</issuer>');
      expect(policyOf('image-quality')).toContain('<audience>api://image-quality</audience>');
      expect(policyOf('image-quality')).toContain('<required-claims><claim name="roles" match="any"><value>Score</value><value>R &amp; D</value></claim></required-claims>');
    });

    test('what a model checks itself is left to it', () => {
      expect(policyOf('boston-housing')).not.toContain('validate-jwt');
    });

    test('every caller is limited', () => {
      expect(['boston-housing', 'claims-triage', 'image-quality'].filter((published) => !policyOf(published).includes('<rate-limit-by-key calls="60" renewal-period="60"'))).toEqual([]);
    });

    test('no caller needs a key', () => {
      expect(resources('complete', 'Microsoft.ApiManagement/service/apis').map(({ properties }) => properties?.subscriptionRequired)).toEqual([false, false, false]);
    });
  });

  test('an API server inside the network answers nobody outside', () => {
    expect(only('private', 'Microsoft.ContainerService/managedClusters').properties).toMatchObject({ apiServerAccessProfile: { enablePrivateCluster: true, authorizedIPRanges: [] } });
  });

  test('an API server outside the network answers the listed ranges alone', () => {
    expect(only('ranges', 'Microsoft.ContainerService/managedClusters').properties).toMatchObject({ apiServerAccessProfile: { enablePrivateCluster: false, authorizedIPRanges: ['203.0.113.0/24'] } });
  });

  test('every alert reaches the action group', () => {
    const [group] = resources('complete', 'Microsoft.Insights/actionGroups');
    const [{ properties }] = resources('complete', 'Microsoft.AlertsManagement/prometheusRuleGroups');
    const rules = properties?.rules as { readonly actions: readonly { readonly actionGroupId: string }[] }[];
    expect(rules.filter(({ actions }) => actions[0]?.actionGroupId !== group.id)).toEqual([]);
  });

  test('nothing but cluster, network, registry, logs and metrics is made of a modest environment', () => {
    expect([...new Set(predicted.modest.map(({ type }) => type.split('/')[0]))].sort()).toEqual([
      'Microsoft.AlertsManagement', 'Microsoft.Authorization', 'Microsoft.ContainerRegistry', 'Microsoft.ContainerService', 'Microsoft.Insights',
      'Microsoft.ManagedIdentity', 'Microsoft.Monitor', 'Microsoft.Network', 'Microsoft.OperationalInsights',
    ]);
  });
});
