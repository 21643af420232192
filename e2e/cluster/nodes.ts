import { KWOK_ANNOTATION } from './kwok';
import { kubeReservedMiB, kubeReservedMillicores, maxPodsPerNode } from '../../src/spec/plan/aks-reservations';
import { VM_SIZES } from '../../src/spec/plan/vm-sizes';

/** A node pool as AKS makes it. */
export interface NodePool {
  readonly name: string;
  /** Azure VM size, one of those that the planner knows. */
  readonly size: string;
  readonly count: number;
  /** Availability zones, over which the nodes are dealt in turn. */
  readonly zones: readonly string[];
  /** System pools take no models. */
  readonly mode: 'system' | 'user';
  /** Label and taint `sku` of a GPU pool. */
  readonly sku?: string;
}

/** What the cluster has when a suite asks for nothing else: two nodes in each zone, and a GPU. */
export const DEFAULT_POOLS: readonly NodePool[] = [
  { name: 'system', size: 'Standard_D4s_v5', count: 1, zones: ['1'], mode: 'system' },
  { name: 'models', size: 'Standard_D8s_v5', count: 6, zones: ['1', '2', '3'], mode: 'user' },
  { name: 'gpu', size: 'Standard_NC4as_T4_v3', count: 1, zones: ['1'], mode: 'user', sku: 'gpu' },
];

const REGION = 'westeurope';

/** Of an OS disk of 128 GB, which AKS gives to nodes by default; kubelet keeps a tenth of it free (its `nodefs.available`). */
const DISK = { capacity: '124Gi', allocatable: '111Gi' } as const;

/** kubelet keeps this much memory free, beside what AKS reserves for Kubernetes; see src/spec/plan/aks-reservations.ts. */
const EVICTION_THRESHOLD_MIB = 100;

/** Nodes that kwok plays, with the labels, taints and sizes that AKS gives to the nodes of these pools. */
export function nodesOf(pools: readonly NodePool[], kubeletVersion: string): object[] {
  return pools.flatMap((pool) => Array.from({ length: pool.count }, (_, index) => node(pool, index, kubeletVersion)));
}

function node(pool: NodePool, index: number, kubeletVersion: string): object {
  const size = VM_SIZES.get(pool.size);
  if (size === undefined) { throw new Error(`${pool.size} is not among the VM sizes of src/spec/plan/vm-sizes.ts`); }
  const name = `aks-${pool.name}-${String(index).padStart(6, '0')}`;
  const pods = maxPodsPerNode(size);
  const memoryMiB = size.memoryGiB * 1024;
  const gpus = size.gpus > 0 ? { 'nvidia.com/gpu': `${size.gpus}` } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: KWOK_ANNOTATION,
      labels: {
        'agentpool': pool.name,
        'kubernetes.azure.com/agentpool': pool.name,
        'kubernetes.azure.com/mode': pool.mode,
        'kubernetes.azure.com/role': 'agent',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': pool.size,
        'topology.kubernetes.io/region': REGION,
        'topology.kubernetes.io/zone': `${REGION}-${pool.zones[index % pool.zones.length]}`,
        ...pool.sku === undefined ? {} : { sku: pool.sku },
      },
    },
    spec: {
      taints: [
        ...pool.mode === 'system' ? [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }] : [],
        ...pool.sku === undefined ? [] : [{ key: 'sku', value: pool.sku, effect: 'NoSchedule' }],
      ],
    },
    status: {
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: '',
        osImage: 'Ubuntu',
        containerRuntimeVersion: '',
        kubeletVersion,
        kubeProxyVersion: kubeletVersion,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
      capacity: { 'cpu': `${size.cores}`, 'ephemeral-storage': DISK.capacity, 'memory': `${memoryMiB}Mi`, 'pods': `${pods}`, ...gpus },
      allocatable: {
        'cpu': `${size.cores * 1000 - kubeReservedMillicores(size.cores)}m`,
        'ephemeral-storage': DISK.allocatable,
        'memory': `${memoryMiB - kubeReservedMiB(memoryMiB, pods) - EVICTION_THRESHOLD_MIB}Mi`,
        'pods': `${pods}`,
        ...gpus,
      },
    },
  };
}
