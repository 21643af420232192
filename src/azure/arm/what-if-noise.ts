/** A difference that ARM's what-if reports although a deployment would change nothing. docs/azure.md lists these in words. */
export interface Noise {
  /** Types of resources, lower case; any where left out. */
  readonly types?: readonly string[];
  /** Of the property's path: elements of lists by number, as in `properties.agentPoolProfiles[0].count`; any where left out. */
  readonly path?: RegExp;
  readonly change?: readonly PropertyChangeType[];
  /** Of the value that a deployment would set. */
  readonly after?: (value: unknown) => boolean;
  /** Of the value that is there. */
  readonly before?: (value: unknown) => boolean;
  readonly reason: string;
  readonly source: string;
}

export type PropertyChangeType = 'Create' | 'Delete' | 'Modify' | 'Array' | 'NoEffect';

export interface PropertyDifference {
  readonly path: string;
  readonly change: PropertyChangeType;
  readonly before?: unknown;
  readonly after?: unknown;
}

const CLUSTER = 'microsoft.containerservice/managedclusters';
const POOL = `${CLUSTER}/agentpools`;
const ISSUES = 'https://github.com/Azure/arm-template-whatif/issues';

/** Functions that Azure Resource Manager evaluates while it deploys, and what-if leaves as they are written. */
const RUNTIME_EXPRESSION = /^\[.*\b(reference|list\w*|deployment|getSecret)\(.*\]$/is;

const NOISE: readonly Noise[] = [
  {
    change: ['NoEffect'],
    reason: 'what-if itself says that the property is not set',
    source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if#change-types',
  },
  {
    after: (value) => typeof value === 'string' && RUNTIME_EXPRESSION.test(value),
    reason: 'the value is known only during the deployment, such as the id of an identity',
    source: `${ISSUES}/83`,
  },
  {
    path: /(^|\.)(provisioningState|etag|creationData|systemData|resourceGuid|uniqueId|timeCreated|createdAt)$/i,
    change: ['Delete'],
    reason: 'the property is Azure\'s own and nobody can set it',
    source: `${ISSUES}/157`,
  },
  {
    types: [CLUSTER],
    path: /^properties\.agentPoolProfiles(\[\d+\])?$/,
    change: ['Delete'],
    before: (value) => !isSystemPool(value),
    reason: 'node pools of models are resources of their own, and stay',
    source: `${ISSUES}/128`,
  },
  {
    types: [CLUSTER],
    path: /^properties\.(powerState|identityProfile|windowsProfile|servicePrincipalProfile|currentKubernetesVersion|maxAgentPools|nodeResourceGroup|fqdn|azurePortalFQDN|supportPlan|storageProfile|linuxProfile|resourceUID)\b/,
    change: ['Delete'],
    reason: 'AKS fills it in and keeps it',
    source: `${ISSUES}/128`,
  },
  {
    types: [CLUSTER],
    path: /^properties\.networkProfile\.(ipFamilies|loadBalancerProfile|podCidrs|serviceCidrs|outboundType)\b/,
    change: ['Delete'],
    reason: 'AKS fills it in and keeps it',
    source: `${ISSUES}/128`,
  },
  {
    types: [CLUSTER, POOL],
    path: /^properties\.(agentPoolProfiles\[\d+\]\.)?(powerState|nodeImageVersion|currentOrchestratorVersion|orchestratorVersion|count|osDiskSizeGB|osDiskType|kubeletDiskType|workloadRuntime|enableFIPS|scaleDownMode|securityProfile|eTag)\b/,
    change: ['Delete'],
    reason: 'AKS fills it in and keeps it; the number of nodes is the autoscaler\'s',
    source: `${ISSUES}/128`,
  },
  {
    types: ['microsoft.keyvault/vaults'],
    path: /^properties\.(accessPolicies|sdkTelemetryAppInsightsKey|vaultUri)\b/,
    change: ['Delete'],
    reason: 'Key Vault fills it in; rights go by roles',
    source: `${ISSUES}/277`,
  },
  {
    types: ['microsoft.keyvault/vaults'],
    path: /^properties\.networkAcls$/,
    change: ['Create'],
    after: isDefaultAcl,
    reason: 'Key Vault fills in that any address may connect, which holds already',
    source: `${ISSUES}/54`,
  },
  {
    types: ['microsoft.containerregistry/registries'],
    path: /^properties\.(dataEndpointEnabled|encryption|loginServer|creationDate)\b/,
    change: ['Delete'],
    reason: 'the registry fills it in and keeps it',
    source: `${ISSUES}/275`,
  },
  {
    types: ['microsoft.insights/diagnosticsettings'],
    path: /\.retentionPolicy\b/,
    reason: 'Azure Monitor fills in a retention of 0 days that means nothing',
    source: `${ISSUES}/54`,
  },
];

/** Why a difference is none; undefined for one that is. */
export function noiseIn(type: string, { path, change, before, after }: PropertyDifference): Noise | undefined {
  return NOISE.find((noise) => (noise.types === undefined || noise.types.includes(type.toLowerCase()))
    && (noise.path === undefined || noise.path.test(path))
    && (noise.change === undefined || noise.change.includes(change))
    && (noise.before === undefined || noise.before(before))
    && (noise.after === undefined || noise.after(after)));
}

/** The pool that stands in the cluster itself. */
function isSystemPool(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { mode?: unknown }).mode === 'System';
}

function isDefaultAcl(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { defaultAction?: unknown }).defaultAction === 'Allow';
}
