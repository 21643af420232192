import { capacityForModels, maxPodsPerNode, VM_SIZES } from '../../../src/spec';
import { kubeReservedMiB, kubeReservedMillicores, NODE_ALLOWANCE } from '../../../src/spec/plan/aks-reservations';

describe('CPU that AKS reserves', () => {
  test.each([[1, 60], [2, 100], [4, 140], [8, 180], [16, 260], [32, 420], [64, 740]])('of %d cores is that of its table', (cores, millicores) => {
    expect(kubeReservedMillicores(cores)).toBe(millicores);
  });

  test('between two rows is the larger', () => {
    expect(kubeReservedMillicores(6)).toBe(180);
  });

  test('beyond the table goes on as its last rows do', () => {
    expect(kubeReservedMillicores(96)).toBe(1060);
  });
});

describe('memory that AKS reserves', () => {
  test('is 20 MB for each pod and 50 MB, as in its example of 8 GB and 30 pods', () => {
    expect(kubeReservedMiB(8 * 1024, 30)).toBe(Math.ceil(650e6 / 2 ** 20));
  });

  test('is a quarter where that is less, as in its example of 4 GB and 70 pods', () => {
    expect(kubeReservedMiB(4 * 1024, 70)).toBe(1024);
  });
});

test.each([[4, 30], [8, 30], [16, 60], [32, 60], [64, 110]])('a node of %d cores is allowed %d pods', (cores, pods) => {
  expect(maxPodsPerNode({ cores })).toBe(pods);
});

test('what is left for models is what AKS and the allowance leave', () => {
  expect(capacityForModels(VM_SIZES.get('Standard_D8s_v5')!)).toEqual({
    cpuMillicores: 8000 - 180 - NODE_ALLOWANCE.cpuMillicores,
    memoryMiB: 32 * 1024 - 620 - 100 - NODE_ALLOWANCE.memoryMiB,
    gpus: 0,
  });
});

test('every size has something left for models', () => {
  const full = [...VM_SIZES.values()].filter((size) => capacityForModels(size).memoryMiB <= 0 || capacityForModels(size).cpuMillicores <= 0);
  expect(full).toEqual([]);
});
