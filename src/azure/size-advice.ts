import { capacityForModels, holds, VM_SIZES, type PodSize, type ScoringValues } from '../spec';
import { sizedModel } from './node-plan';
import { firstFitDecreasing, type PodGroup } from './packing';
import { compare } from '../spec/problem';

/** What a fleet would take on nodes of one size. */
export interface SizeAdvice {
  readonly vmSize: string;
  readonly nodesAtRest: number;
  /** vCPUs of those nodes: what is paid for, and what counts against the quota of the size's family. */
  readonly coresAtRest: number;
  readonly memoryGiBAtRest: number;
  /** Percent of those nodes' CPU or memory, whichever is used more, that no pod of a model asks for; AKS's own share is part of it. */
  readonly wastePercent: number;
}

/**
 * Sizes that hold every model of a fleet, the one that takes the fewest cores at rest first: prices differ by region and contract, and
 * follow the cores within a family. Models with GPUs and without are two fleets; the one asked for is given.
 */
export function adviseSizes(models: readonly ScoringValues[], { gpus }: { readonly gpus: boolean }): SizeAdvice[] {
  const sized = models.map(sizedModel).filter(({ pod }) => (pod.gpus > 0) === gpus);
  const pods = sized.map(({ pod, min }): PodGroup => ({ pod, count: min }));
  if (pods.every(({ count }) => count === 0)) return [];
  const asked = total(pods);
  return [...VM_SIZES.values()].filter((size) => (size.gpus > 0) === gpus && pods.every(({ pod }) => holds(capacityForModels(size), pod)))
    .map((size) => {
      const nodesAtRest = firstFitDecreasing(pods, capacityForModels(size));
      const used = Math.max(asked.cpuMillicores / (size.cores * 1000), asked.memoryMiB / (size.memoryGiB * 1024)) / nodesAtRest;
      return {
        vmSize: size.name,
        nodesAtRest,
        coresAtRest: nodesAtRest * size.cores,
        memoryGiBAtRest: nodesAtRest * size.memoryGiB,
        wastePercent: Math.round((1 - used) * 100),
      };
    })
    .sort((a, b) => a.coresAtRest - b.coresAtRest || a.memoryGiBAtRest - b.memoryGiBAtRest || compare(a.vmSize, b.vmSize));
}

function total(pods: readonly PodGroup[]): Pick<PodSize, 'cpuMillicores' | 'memoryMiB'> {
  return pods.reduce((sum, { pod, count }) => ({
    cpuMillicores: sum.cpuMillicores + pod.cpuMillicores * count,
    memoryMiB: sum.memoryMiB + pod.memoryMiB * count,
  }), { cpuMillicores: 0, memoryMiB: 0 });
}
