import type { PropertyDifference } from './what-if-noise';

interface FixedProperty {
  /** Lower case; any where left out. */
  readonly type?: string;
  readonly path: RegExp;
  readonly reason: string;
}

const CLUSTER = 'microsoft.containerservice/managedclusters';

/**
 * Properties that a resource keeps for life. Azure refuses to change them; what is wanted takes a new resource, and the old one goes with what is in
 * it. Sources: https://learn.microsoft.com/azure/aks/create-node-pools#limitations-for-node-pools,
 * https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay, https://learn.microsoft.com/azure/storage/common/storage-account-move,
 * https://learn.microsoft.com/azure/key-vault/general/move-region
 */
const FIXED: readonly FixedProperty[] = [
  { path: /^location$/, reason: 'a resource can not move to another region' },
  { type: `${CLUSTER}/agentpools`, path: /^properties\.(vmSize|maxPods|availabilityZones|osDiskType|vnetSubnetID)\b/, reason: 'a node pool keeps its VM size, pods a node, zones and subnet' },
  { type: CLUSTER, path: /^properties\.agentPoolProfiles\[\d+\]\.(vmSize|maxPods|availabilityZones|osDiskType|vnetSubnetID)\b/, reason: 'a node pool keeps its VM size, pods a node, zones and subnet' },
  { type: CLUSTER, path: /^properties\.networkProfile\.(podCidr|serviceCidr|dnsServiceIP|networkPlugin|networkPluginMode)$/, reason: 'a cluster keeps its network' },
  { type: CLUSTER, path: /^properties\.(dnsPrefix|apiServerAccessProfile\.enablePrivateCluster)$/, reason: 'a cluster keeps its address' },
  { type: 'microsoft.storage/storageaccounts', path: /^properties\.(isHnsEnabled|isNfsV3Enabled)$/, reason: 'a storage account keeps its kind' },
];

/** Why a property can't be changed in place; undefined for one that can. */
export function fixedProperty(resourceType: string, { path, change }: PropertyDifference): string | undefined {
  if (change !== 'Modify' && change !== 'Array') { return undefined; }
  return FIXED.find(({ type, path: pattern }) => (type === undefined || type === resourceType.toLowerCase()) && pattern.test(path))?.reason;
}
