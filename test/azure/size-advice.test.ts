import { model } from './fleets';
import { adviseSizes } from '../../src/azure';
import { capacityForModels, VM_SIZES } from '../../src/spec';

const sevenCores = model('a', { workers: { cores: 7, memoryPerWorkerMiB: 500 }, scaling: { min: 2, max: 2 } });

test('a fleet without models needs no size', () => {
  expect(adviseSizes([], { gpus: false })).toEqual([]);
});

test('the size with the fewest cores at rest comes first', () => {
  const cores = adviseSizes([sevenCores], { gpus: false }).map(({ coresAtRest }) => coresAtRest);
  expect(cores).toEqual([...cores].sort((a, b) => a - b));
});

test('a size that can not hold a pod is not advised', () => {
  const tooSmall = adviseSizes([sevenCores], { gpus: false }).filter(({ vmSize }) => capacityForModels(VM_SIZES.get(vmSize)!).cpuMillicores < 7250);
  expect(tooSmall).toEqual([]);
});

test('waste is what no pod asks for', () => {
  // Two pods of 7250m on two nodes of 8 cores: 14.5 of 16.
  expect(adviseSizes([sevenCores], { gpus: false }).find(({ vmSize }) => vmSize === 'Standard_D8s_v5')).toMatchObject({ nodesAtRest: 2, coresAtRest: 16, wastePercent: 9 });
});

test('models with a GPU are advised sizes with GPUs', () => {
  const advised = adviseSizes([model('a', { gpu: { count: 1 }, workers: { cores: 2 } })], { gpus: true });
  expect(advised.filter(({ vmSize }) => VM_SIZES.get(vmSize)!.gpus === 0)).toEqual([]);
});
