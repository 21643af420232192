import type { VmSize } from './vm-sizes';

/** What a node offers to pods, in the units that pods ask in. */
export interface NodeCapacity {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

/**
 * CPU that AKS keeps for kubelet and container runtime, by the cores of the node.
 * Source: https://learn.microsoft.com/azure/aks/node-resource-reservations#cpu-reservations
 */
const KUBE_RESERVED_MILLICORES: readonly (readonly [cores: number, millicores: number])[] = [
  [1, 60], [2, 100], [4, 140], [8, 180], [16, 260], [32, 420], [64, 740],
];

/** `memory.available` below which kubelet evicts pods, from Kubernetes 1.29 on. Source: as above, "AKS 1.29 and later". */
const EVICTION_THRESHOLD_MIB = 100;

/**
 * Room left for what runs on every node beside the models: network, storage drivers, log and metrics agents, and what the guest's kernel keeps
 * of the VM's memory. AKS documents that they take a share and not how much, so this is an allowance and no measured figure.
 */
export const NODE_ALLOWANCE = { cpuMillicores: 400, memoryMiB: 1200 } as const;

const MEGABYTE_IN_MIB = 1_000_000 / (1024 * 1024);

/**
 * Pods that a pool's nodes are allowed (`maxPods`). AKS reserves memory for each pod allowed, and its default of 250 would take a quarter of a small
 * node, while a scoring pod fills whole cores; so small nodes are allowed few. AKS itself takes 10 to 250.
 * Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#maximum-pods-per-node
 */
export function maxPodsPerNode({ cores }: Pick<VmSize, 'cores'>): number {
  if (cores <= 8) return 30;
  return cores <= 32 ? 60 : 110;
}

/** CPU that AKS reserves; between two rows of its table the larger one, beyond the last row 10 millicores for each further core, as between its last rows. */
export function kubeReservedMillicores(cores: number): number {
  const row = KUBE_RESERVED_MILLICORES.find(([upTo]) => cores <= upTo);
  if (row !== undefined) return row[1];
  const [lastCores, lastMillicores] = KUBE_RESERVED_MILLICORES.at(-1)!;
  return lastMillicores + (cores - lastCores) * 10;
}

/** Memory that AKS reserves: the lesser of 20 MB for each pod allowed plus 50 MB, and a quarter of the node's memory. Source: as above. */
export function kubeReservedMiB(memoryMiB: number, maxPods: number): number {
  return Math.ceil(Math.min((20 * maxPods + 50) * MEGABYTE_IN_MIB, memoryMiB / 4));
}

/** What a node of a size has left for models. */
export function capacityForModels(size: VmSize): NodeCapacity {
  const memoryMiB = size.memoryGiB * 1024;
  return {
    cpuMillicores: size.cores * 1000 - kubeReservedMillicores(size.cores) - NODE_ALLOWANCE.cpuMillicores,
    memoryMiB: memoryMiB - kubeReservedMiB(memoryMiB, maxPodsPerNode(size)) - EVICTION_THRESHOLD_MIB - NODE_ALLOWANCE.memoryMiB,
    gpus: size.gpus,
  };
}
