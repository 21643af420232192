import { capacityForModels, type NodeCapacity } from './aks-reservations';
import type { PodSize } from './pod-size';
import { VM_SIZES, type VmSize } from './vm-sizes';

/** Whether a node of that capacity can hold a pod. */
export function holds(node: NodeCapacity, pod: PodSize): boolean {
  return node.cpuMillicores >= pod.cpuMillicores && node.memoryMiB >= pod.memoryMiB && node.gpus >= pod.gpus;
}

/** The sizes of a list that the table knows; what the table does not know can't be planned with. */
export function knownSizes(names: readonly string[]): VmSize[] {
  return names.flatMap((name) => VM_SIZES.get(name) ?? []);
}

/** The smallest size that holds a pod: of the series of one that is in use already, else of any series. */
export function smallestSizeFor(pod: PodSize, inUse: readonly string[]): VmSize | undefined {
  const series = new Set(inUse.map(seriesOf));
  const fitting = [...VM_SIZES.values()]
    .filter((size) => (size.gpus > 0) === (pod.gpus > 0) && holds(capacityForModels(size), pod))
    .sort((a, b) => a.cores - b.cores || a.memoryGiB - b.memoryGiB);
  return fitting.find(({ name }) => series.has(seriesOf(name))) ?? fitting.at(0);
}

/** The largest of some sizes, by memory. */
export function largest(sizes: readonly VmSize[]): VmSize | undefined {
  return [...sizes].sort((a, b) => b.memoryGiB - a.memoryGiB || b.cores - a.cores).at(0);
}

/** `Standard_D8s_v5` and `Standard_D16s_v5` are of one series. */
function seriesOf(name: string): string {
  return name.replace(/^(Standard_[A-Z]+)\d+/, '$1');
}
