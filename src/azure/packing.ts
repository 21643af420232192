import { holds, type NodeCapacity, type PodSize } from '../spec';

/** Pods of one size. */
export interface PodGroup {
  readonly pod: PodSize;
  readonly count: number;
}

/**
 * Nodes that hold all pods when the largest are placed first, each on the first node with room.
 * @throws RangeError when a pod is larger than a node
 */
export function firstFitDecreasing(groups: readonly PodGroup[], node: NodeCapacity): number {
  // Nodes with the same room left are one entry: a thousand models are counted and not placed one by one.
  const bins: { free: NodeCapacity; count: number }[] = [];
  const largestFirst = [...groups].sort((a, b) => dominantShare(b.pod, node) - dominantShare(a.pod, node));
  for (const { pod, count } of largestFirst) {
    if (count > 0 && !holds(node, pod)) throw new RangeError('a pod is larger than the node');
    let left = count;
    for (let index = 0; left > 0; index += 1) {
      if (index === bins.length) bins.push({ free: node, count: Infinity });
      const bin = bins[index];
      const each = fitting(bin.free, pod);
      if (each === 0) continue;
      const full = Math.min(bin.count, Math.floor(left / each));
      const rest = full < bin.count ? Math.min(left - full * each, each) : 0;
      const touched = [
        ...full > 0 ? [{ free: without(bin.free, pod, each), count: full }] : [],
        ...rest > 0 ? [{ free: without(bin.free, pod, rest), count: 1 }] : [],
      ];
      const untouched = bin.count - full - (rest > 0 ? 1 : 0);
      const remaining = untouched > 0 && Number.isFinite(untouched) ? [{ free: bin.free, count: untouched }] : [];
      bins.splice(index, 1, ...touched, ...remaining);
      left -= full * each + rest;
      index += touched.length - 1;
    }
  }
  return bins.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Nodes with which the pods of `own` always find room, in whatever order all pods arrive and whichever node with room each of them is given.
 *
 * A node is closed to a pod only when some resource of it is used beyond what the pod leaves, so each other pod closes at most its part of a
 * node; one node more than all of them together can close stays open.
 */
export function nodesInAnyOrder(own: readonly PodSize[], all: readonly PodGroup[], node: NodeCapacity): number {
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const sizes = new Set(all.filter(({ count }) => count > 0).map(({ pod }) => key(pod)));
  if (sizes.size === 1) return Math.ceil(total / fitting(node, all.find(({ count }) => count > 0)!.pod));
  return Math.max(0, ...own.map((pod) => {
    const closed = all.reduce((sum, other) => sum + other.count * closedPart(other.pod, pod, node), 0) - closedPart(pod, pod, node);
    // A sum of fractions may fall short of the whole number that it is.
    return Math.floor(closed + 1e-6) + 1;
  }));
}

/** The part of the resource that a pod takes most of. */
export function dominantShare(pod: PodSize, node: NodeCapacity): number {
  return Math.max(pod.cpuMillicores / node.cpuMillicores, pod.memoryMiB / node.memoryMiB, pod.gpus === 0 ? 0 : pod.gpus / node.gpus);
}

/** Pods of one size that a node holds. */
export function fitting(node: NodeCapacity, pod: PodSize): number {
  const byGpus = pod.gpus === 0 ? Infinity : node.gpus / pod.gpus;
  return Math.floor(Math.min(node.cpuMillicores / pod.cpuMillicores, node.memoryMiB / pod.memoryMiB, byGpus));
}

/** Two pods of one size have one key. */
export function key(pod: PodSize): string {
  return `${pod.cpuMillicores} ${pod.memoryMiB} ${pod.gpus}`;
}

/** The part of a node that a pod closes to a target; all of it for a pod that closes it alone, nothing for one that fits no such node. */
function closedPart(pod: PodSize, target: PodSize, node: NodeCapacity): number {
  if (!holds(node, pod)) return 0;
  return Math.min(1, Math.max(
    pod.cpuMillicores / (node.cpuMillicores - target.cpuMillicores + 1),
    pod.memoryMiB / (node.memoryMiB - target.memoryMiB + 1),
    target.gpus === 0 ? 0 : pod.gpus / (node.gpus - target.gpus + 1),
  ));
}

function without(free: NodeCapacity, pod: PodSize, count: number): NodeCapacity {
  return {
    cpuMillicores: free.cpuMillicores - pod.cpuMillicores * count,
    memoryMiB: free.memoryMiB - pod.memoryMiB * count,
    gpus: free.gpus - pod.gpus * count,
  };
}
