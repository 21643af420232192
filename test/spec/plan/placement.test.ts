import { largest, podSize, smallestSizeFor, knownSizes, VM_SIZES } from '../../../src/spec';

describe('the size of a pod', () => {
  const gateway = { cpuMillicores: 250, memory: '256Mi' };

  test('is a process for each core beside the gateway', () => {
    expect(podSize({ workers: { cores: 4, threadsPerWorker: 1, memoryPerWorker: '600Mi' }, gateway })).toEqual({ cpuMillicores: 4250, memoryMiB: 2656, gpus: 0 });
  });

  test('has fewer processes where each has more threads', () => {
    expect(podSize({ workers: { cores: 4, threadsPerWorker: 2, memoryPerWorker: '2Gi' }, gateway, gpu: { count: 1 } })).toEqual({ cpuMillicores: 4250, memoryMiB: 4352, gpus: 1 });
  });
});

describe('the smallest size for a pod', () => {
  const pod = { cpuMillicores: 4250, memoryMiB: 40_000, gpus: 0 };

  test('is of the series that is in use', () => {
    expect(smallestSizeFor(pod, ['Standard_D4s_v5'])!.name).toBe('Standard_D16s_v5');
  });

  test('is of another series where that one has none', () => {
    expect(smallestSizeFor({ ...pod, memoryMiB: 500_000 }, ['Standard_F8s_v2'])!.name).toMatch(/^Standard_E/);
  });

  test('has GPUs where the pod asks for some', () => {
    expect(smallestSizeFor({ cpuMillicores: 1000, memoryMiB: 1000, gpus: 1 }, [])!.name).toBe('Standard_NC4as_T4_v3');
  });

  test('is none where nothing is large enough', () => {
    expect(smallestSizeFor({ ...pod, memoryMiB: 10_000_000 }, [])).toBeUndefined();
  });
});

test('the largest of some sizes has the most memory', () => {
  expect(largest(knownSizes(['Standard_D16s_v5', 'Standard_E16s_v5', 'Standard_X1']))!.name).toBe('Standard_E16s_v5');
});

test('every size names the page it is from', () => {
  expect([...VM_SIZES.values()].filter(({ source }) => !source.startsWith('https://learn.microsoft.com/'))).toEqual([]);
});
