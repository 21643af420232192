import { capacityForModels } from '../../../plan/aks-reservations';
import { holds, knownSizes, largest, smallestSizeFor } from '../../../plan/placement';
import { podSize } from '../../../plan/pod-size';
import type { SpecPath } from '../../../problem';
import type { PlacementRule } from '../rule';

/** Some node of the environment can hold a pod, after AKS's own reservations. */
export const fitsNode: PlacementRule = ({ model, environment }) => {
  const pod = podSize(model.spec);
  const { sizes, gpuSizes } = environment.spec.nodes;
  const names = pod.gpus > 0 ? gpuSizes : sizes;
  const known = knownSizes(names);
  // A size that is not in the table may hold anything; the gpu rule speaks of missing GPUs.
  if (known.length < names.length || known.length === 0 || known.every(({ gpus }) => gpus < pod.gpus)) return [];
  if (known.some((size) => holds(capacityForModels(size), pod))) return [];
  const biggest = largest(known.filter(({ gpus }) => gpus >= pod.gpus))!;
  const room = capacityForModels(biggest);
  const needsMemory = pod.memoryMiB > room.memoryMiB;
  const blamed: SpecPath[] = needsMemory ? [['workers', 'memoryPerWorker'], ['workers', 'cores'], ['workers']] : [['workers', 'cores'], ['workers']];
  const larger = smallestSizeFor(pod, names);
  const advice = larger === undefined ? 'no size that Plumbline knows would hold it; ask for less' :
    `${larger.name} would hold it, or ask for less there in spec.environments.${environment.metadata.name}.workers`;
  const asked = `makes a pod of ${pod.cpuMillicores}m CPU and ${pod.memoryMiB}Mi memory`;
  const free = `(${biggest.name}) has ${room.cpuMillicores}m and ${room.memoryMiB}Mi free after AKS's reservations`;
  const message = `${model.say(blamed[0])} ${asked}; the largest node of environment ${environment.metadata.name} ${free}; ${advice}`;
  return [{ ...model.at(blamed, message), in: 'model' }];
};
