import { capacityForModels, holds, maxPodsPerNode, podSize, VM_SIZES, type NodeCapacity, type PodSize, type ScoringValues, type VmSize } from '../spec';
import type { Fleet } from './fleet';
import { dominantShare, firstFitDecreasing, fitting, key, nodesInAnyOrder, type PodGroup } from './packing';
import { poolName } from './pool-name';
import { compare } from '../spec/problem';

/** A node pool that the cluster's autoscaler keeps between two sizes. */
export interface PlannedPool {
  readonly name: string;
  readonly vmSize: string;
  readonly minCount: number;
  readonly maxCount: number;
  readonly maxPods: number;
  /** Value of the label and taint `sku`; empty for a pool without GPUs. */
  readonly gpuSku: string;
  /** Models that the pool was sized for, sorted by name; their pods may run on another pool with room all the same. */
  readonly models: readonly string[];
  /** Nodes that the pods of those models need at rest; undefined for a size that the table of VM sizes does not know. */
  readonly nodesAtRest?: number;
  /** Nodes that their pods need under full load, placed well; undefined likewise. */
  readonly nodesUnderFullLoad?: number;
  /** Nodes that hold every pod under full load whatever the order they arrive in; undefined likewise. */
  readonly nodesInAnyOrder?: number;
}

export interface NodePlan {
  readonly system: PlannedPool;
  /** In the order of the environment's lists, pools without GPUs first. */
  readonly pools: readonly PlannedPool[];
}

/**
 * Room for what serves all models and is no part of any: ingress controller, cert-manager, Flux. Their requests are theirs to change, so this
 * is an allowance and no measured figure.
 */
const PLATFORM: PodGroup = { pod: { cpuMillicores: 250, memoryMiB: 256, gpus: 0 }, count: 8 };

/** Pods beyond `scaling.max` while a new version is rolled out: the Deployments' `maxSurge`. */
const ROLLOUT_PODS = 1;

/** A system pool keeps two nodes, or one in each zone. Source: https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools */
const SYSTEM_NODES = 2;

/** The system's own pods are small and many. */
const SYSTEM_MAX_PODS = 110;

/** Models whose pods compete for the same pools: those without GPUs, and those of each GPU mark. */
interface Kind {
  readonly gpuSku: string;
  readonly sizes: readonly string[];
  readonly models: readonly SizedModel[];
}

interface SizedModel {
  readonly name: string;
  readonly pod: PodSize;
  readonly min: number;
  readonly max: number;
}

const plans = new WeakMap<Fleet, NodePlan>();

/**
 * The node pools of an environment: one for each of its VM sizes, and one with GPUs for each of its GPU sizes and marks that a model asks for.
 *
 * At rest a pool has the nodes that the pods of its models need (`scaling.min`), and two where a model is to survive the loss of one. Under full
 * load it may grow to what holds all pods (`scaling.max`, and one more for each model in a roll-out) in whatever order they come, yet never beyond
 * the environment's `nodes.max`. The nodes that AKS adds for an upgrade come on top.
 */
export function planNodes(fleet: Fleet): NodePlan {
  let known = plans.get(fleet);
  // Validation and rendering ask for the plan of the same fleet.
  if (known === undefined) { plans.set(fleet, known = plan(fleet)); }
  return known;
}

function plan({ environment, models }: Fleet): NodePlan {
  const { nodes: { sizes, gpuSizes, zones }, azure } = environment.spec;
  const sized = models.map(sizedModel);
  const withoutGpu = sized.filter(({ pod }) => pod.gpus === 0);
  const kinds: Kind[] = azure.clusterSku === 'Automatic' ? [] : [{ gpuSku: '', sizes, models: withoutGpu }];
  for (const gpuSku of [...new Set(models.filter(({ gpu }) => gpu.count > 0).map(({ gpu }) => gpu.sku))].sort(compare)) {
    const asking = new Set(models.filter(({ gpu }) => gpu.count > 0 && gpu.sku === gpuSku).map(({ name }) => name));
    kinds.push({ gpuSku, sizes: gpuSizes, models: sized.filter(({ name }) => asking.has(name)) });
  }
  const systemNodes = Math.max(SYSTEM_NODES, zones.length);
  return {
    system: {
      name: 'system',
      vmSize: azure.systemNodeSize,
      minCount: systemNodes,
      maxCount: systemNodes * 2,
      maxPods: SYSTEM_MAX_PODS,
      gpuSku: '',
      models: [],
    },
    pools: kinds.flatMap((kind) => poolsOf(kind, environment.spec.nodes.max)),
  };
}

/** What a resolved model asks of its nodes. */
export function sizedModel({ name, workers, gateway, gpu, scaling }: ScoringValues): SizedModel {
  const pod = podSize({
    workers: { cores: workers.cores, threadsPerWorker: workers.threadsPerWorker, memoryPerWorker: `${workers.memoryPerWorkerMiB}Mi` },
    gateway: { cpuMillicores: gateway.cpuMillicores, memory: `${gateway.memoryMiB}Mi` },
    gpu: { count: gpu.count },
  });
  return { name, pod, min: scaling.min, max: scaling.max };
}

function poolsOf(kind: Kind, maxNodes: number): PlannedPool[] {
  const platform = kind.gpuSku === '' ? [PLATFORM] : [];
  const fullLoad = groups([...platform, ...kind.models.map(pods('max', ROLLOUT_PODS))]);
  const assigned = assign(kind);
  return kind.sizes.flatMap((vmSize, index) => {
    const own = assigned.get(vmSize) ?? [];
    // A pool with GPUs is dear, so it is there only where a model asks; what a pool without them is there for, the platform may use too.
    if (kind.gpuSku !== '' && own.length === 0) return [];
    const isFirst = index === 0;
    const size = VM_SIZES.get(vmSize);
    const base = { name: poolName(vmSize, kind.gpuSku), vmSize, gpuSku: kind.gpuSku, models: own.map(({ name }) => name).sort(compare) };
    const fewest = own.some(({ min }) => min > 1) ? 2 : Number(own.length > 0 || (isFirst && platform.length > 0));
    if (size === undefined) return [{ ...base, minCount: Math.min(fewest, maxNodes), maxCount: maxNodes, maxPods: maxPodsPerNode({ cores: 0 }) }];
    const node = capacityForModels(size);
    const first = isFirst ? platform : [];
    const atRest = firstFitDecreasing(groups([...first, ...own.map(pods('min', 0))]), node);
    const underFullLoad = firstFitDecreasing(groups([...first, ...own.map(pods('max', 0))]), node);
    const inAnyOrder = nodesInAnyOrder(distinct([...first, ...own].map(({ pod }) => pod)), fullLoad, node);
    const minCount = Math.min(Math.max(atRest, fewest), maxNodes);
    return [{
      ...base,
      minCount,
      maxCount: Math.max(minCount, 1, Math.min(inAnyOrder, maxNodes)),
      maxPods: maxPodsPerNode(size),
      nodesAtRest: atRest,
      nodesUnderFullLoad: underFullLoad,
      nodesInAnyOrder: inAnyOrder,
    }];
  });
}

/** Each model's pool: of the sizes that hold its pod the one that it fills best, and among equals the smallest. */
function assign({ sizes, models }: Kind): Map<string, SizedModel[]> {
  const known = sizes.flatMap((name) => VM_SIZES.get(name) ?? []).map((size) => ({ size, node: capacityForModels(size) }));
  const stranger = sizes.find((name) => !VM_SIZES.has(name));
  const chosen = new Map<string, string | undefined>();
  const assigned = new Map<string, SizedModel[]>();
  for (const model of models) {
    const sameSize = key(model.pod);
    if (!chosen.has(sameSize)) chosen.set(sameSize, bestSize(model.pod, known)?.name ?? stranger ?? sizes.at(0));
    const name = chosen.get(sameSize);
    if (name === undefined) continue;
    const there = assigned.get(name);
    if (there === undefined) assigned.set(name, [model]);
    else there.push(model);
  }
  return assigned;
}

function bestSize(pod: PodSize, known: readonly { size: VmSize; node: NodeCapacity }[]): VmSize | undefined {
  return known.filter(({ node }) => holds(node, pod))
    .map(({ size, node }) => ({ size, filled: dominantShare(pod, node) * fitting(node, pod) }))
    .sort((a, b) => b.filled - a.filled || a.size.cores - b.size.cores || compare(a.size.name, b.size.name))
    .at(0)?.size;
}

/** A model's pods, at rest or under full load, and some more. */
function pods(bound: 'min' | 'max', more: number): (model: SizedModel) => PodGroup {
  return (model) => ({ pod: model.pod, count: model[bound] + more });
}

/** Pods of the same size counted together. */
function groups(counted: readonly PodGroup[]): PodGroup[] {
  const bySize = new Map<string, PodGroup>();
  for (const { pod, count } of counted) {
    const sameSize = key(pod);
    bySize.set(sameSize, { pod, count: count + (bySize.get(sameSize)?.count ?? 0) });
  }
  return [...bySize.values()];
}

function distinct(sizes: readonly PodSize[]): PodSize[] {
  return [...new Map(sizes.map((pod) => [key(pod), pod])).values()];
}
