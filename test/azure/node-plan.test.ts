import fc from 'fast-check';
import { fleetOf, model } from './fleets';
import { planNodes, type Fleet, type PlannedPool } from '../../src/azure';
import { capacityForModels, VM_SIZES, type ScoringValues } from '../../src/spec';

const plan = (models: readonly ScoringValues[], nodes: Fleet['environment']['spec']['nodes'] | object = {}) => planNodes(fleetOf({ spec: { nodes }, models }));

describe('the pools', () => {
  test('are one for each size, in the order of the environment', () => {
    expect(plan([], { sizes: ['Standard_E4s_v5', 'Standard_D8s_v5'] }).pools.map(({ name }) => name)).toEqual(['e4sv5', 'd8sv5']);
  });

  test('with GPUs are there only where a model asks', () => {
    expect(plan([model('a')], { sizes: ['Standard_D8s_v5'], gpuSizes: ['Standard_NC4as_T4_v3'] }).pools.map(({ gpuSku }) => gpuSku)).toEqual(['']);
  });

  test('with GPUs carry the mark that models ask for', () => {
    const { pools } = plan([model('a', { gpu: { count: 1, sku: 'torch' }, workers: { cores: 2 } })], { sizes: ['Standard_D8s_v5'], gpuSizes: ['Standard_NC4as_T4_v3'] });
    expect(pools.map(({ gpuSku }) => gpuSku)).toEqual(['', 'torch']);
  });

  test('without GPUs are left to AKS Automatic', () => {
    expect(planNodes(fleetOf({ models: [model('a', { workers: { cores: 2 } })], spec: { azure: { clusterSku: 'Automatic' } } })).pools).toEqual([]);
  });

  test('of a size that nobody knows grow to the limit of the environment', () => {
    expect(plan([model('a')], { sizes: ['Standard_Z9'], max: 7 }).pools[0]).toMatchObject({ minCount: 2, maxCount: 7 });
  });

  test('have room for the platform where there are no models', () => {
    expect(plan([], { sizes: ['Standard_D4s_v5'] }).pools[0]).toMatchObject({ minCount: 1, maxCount: 1 });
  });

  test('other than the first rest empty where no model was planned for them', () => {
    expect(plan([], { sizes: ['Standard_D4s_v5', 'Standard_D8s_v5'] }).pools[1]).toMatchObject({ minCount: 0, maxCount: 1 });
  });
});

describe('the nodes at rest', () => {
  test('hold the pods of every scaling.min', () => {
    // A pod asks 4250m, so that one fits on the 7420m of a node.
    expect(plan([model('a', { scaling: { min: 5, max: 5 } })], { sizes: ['Standard_D8s_v5'] }).pools[0].minCount).toBe(5);
  });

  test('are two where a model is to survive the loss of one', () => {
    expect(plan([model('a', { workers: { cores: 1 }, scaling: { min: 2, max: 2 } })], { sizes: ['Standard_D16s_v5'] }).pools[0].minCount).toBe(2);
  });

  test('are one where no model is', () => {
    expect(plan([model('a', { workers: { cores: 1 }, scaling: { min: 1, max: 2 } })], { sizes: ['Standard_D16s_v5'] }).pools[0].minCount).toBe(1);
  });

  test('never exceed the limit of the environment', () => {
    expect(plan([model('a', { scaling: { min: 5, max: 5 } })], { sizes: ['Standard_D8s_v5'], max: 3 }).pools[0]).toMatchObject({ minCount: 3, maxCount: 3, nodesAtRest: 5 });
  });
});

test('a model goes to the size that its pods fill best', () => {
  // 7 cores and the gateway leave 170m of the 7420m of eight cores, and half of sixteen.
  const { pools } = plan([model('a', { workers: { cores: 7 } })], { sizes: ['Standard_D16s_v5', 'Standard_D8s_v5'] });
  expect(pools.map(({ models }) => models)).toEqual([[], ['a']]);
});

test('a model with much memory goes to the size with much memory', () => {
  const { pools } = plan([model('a', { workers: { cores: 4, memoryPerWorkerMiB: 10_000 } })], { sizes: ['Standard_D8s_v5', 'Standard_E8s_v5'] });
  expect(pools.map(({ models }) => models)).toEqual([[], ['a']]);
});

test.each([[[], 2], [['1', '2', '3'], 3]])('the system has nodes for zones %p: %i', (zones, count) => {
  expect(plan([], { zones }).system.minCount).toBe(count);
});

test('a roll-out of every model at once finds room', () => {
  const { pools } = plan([model('a', { scaling: { min: 1, max: 3 } })], { sizes: ['Standard_D8s_v5'] });
  expect(pools[0].maxCount).toBeGreaterThanOrEqual(4);
});

const sizes = ['Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_E8s_v5', 'Standard_F16s_v2', 'Standard_D16s_v5'];
const modelArbitrary = fc.record({
  cores: fc.integer({ min: 1, max: 3 }),
  memoryPerWorkerMiB: fc.integer({ min: 64, max: 2000 }),
  min: fc.integer({ min: 1, max: 4 }),
  more: fc.nat(6),
  gpu: fc.boolean(),
});
const fleetArbitrary = fc.record({
  models: fc.array(modelArbitrary, { maxLength: 6 }),
  sizes: fc.uniqueArray(fc.constantFrom(...sizes), { minLength: 1, maxLength: 3 }),
}).map((given) => fleetOf({
  spec: { nodes: { sizes: given.sizes, gpuSizes: ['Standard_NC4as_T4_v3', 'Standard_NC8as_T4_v3'], max: 1000 } },
  models: given.models.map(({ cores, memoryPerWorkerMiB, min, more, gpu }, index) =>
    model(`m${index}`, { workers: { cores, memoryPerWorkerMiB }, scaling: { min, max: min + more }, gpu: { count: Number(gpu) } })),
}));

interface Pod { cpu: number; memory: number; gpu: boolean }

/** The pods of a fleet by the spec's own words, without the planner's arithmetic. */
function podsOf({ models }: Fleet, bound: 'min' | 'max'): Pod[] {
  return models.flatMap(({ workers, gateway, gpu, scaling }) => Array.from({ length: scaling[bound] }, () => ({
    cpu: workers.cores * 1000 + gateway.cpuMillicores,
    memory: workers.cores / workers.threadsPerWorker * workers.memoryPerWorkerMiB + gateway.memoryMiB,
    gpu: gpu.count > 0,
  })));
}

function emptyNodes(pools: readonly PlannedPool[], count: 'minCount' | 'maxCount') {
  return pools.flatMap((pool) => {
    const { cpuMillicores, memoryMiB, gpus } = capacityForModels(VM_SIZES.get(pool.vmSize)!);
    const node = { cpu: cpuMillicores, memory: memoryMiB, gpus, tainted: pool.gpuSku !== '', pods: 0, maxPods: pool.maxPods };
    return Array.from({ length: pool[count] }, () => ({ ...node }));
  });
}

test('under full load every pod of any fleet is scheduled, in any order and on any node with room', () => {
  const arrivals = fleetArbitrary.chain((fleet) => {
    const pods = podsOf(fleet, 'max');
    const length = { minLength: pods.length, maxLength: pods.length };
    return fc.tuple(fc.constant(fleet), fc.shuffledSubarray(pods, length), fc.array(fc.nat(), length));
  });
  fc.assert(fc.property(arrivals, ([fleet, order, choices]) => {
    const nodes = emptyNodes(planNodes(fleet).pools, 'maxCount');
    order.forEach((pod, index) => {
      const open = nodes.filter((node) => node.tainted === pod.gpu && node.gpus >= Number(pod.gpu) && node.pods < node.maxPods)
        .filter((node) => node.cpu >= pod.cpu && node.memory >= pod.memory);
      expect(open.length).toBeGreaterThan(0);
      const chosen = open[choices[index] % open.length];
      chosen.cpu -= pod.cpu;
      chosen.memory -= pod.memory;
      chosen.gpus -= Number(pod.gpu);
      chosen.pods += 1;
    });
  }), { numRuns: 100 });
});

/** Whether the pods fit on the nodes at all: every placement is tried, nodes in the same state once. */
function fit(pods: readonly Pod[], nodes: readonly { cpu: number; memory: number; gpus: number }[]): boolean {
  const [pod, ...rest] = pods;
  if (pod === undefined) return true;
  const tried = new Set<string>();
  return nodes.some((node, index) => {
    const state = `${node.cpu} ${node.memory} ${node.gpus}`;
    if (tried.has(state) || node.cpu < pod.cpu || node.memory < pod.memory || node.gpus < Number(pod.gpu)) return false;
    tried.add(state);
    return fit(rest, [
      ...nodes.slice(0, index),
      { cpu: node.cpu - pod.cpu, memory: node.memory - pod.memory, gpus: node.gpus - Number(pod.gpu) },
      ...nodes.slice(index + 1),
    ]);
  });
}

test('at rest the pods of any fleet fit on the nodes that are kept for them', () => {
  fc.assert(fc.property(fleetArbitrary, (fleet) => {
    for (const pool of planNodes(fleet).pools) {
      const load = podsOf({ ...fleet, models: fleet.models.filter(({ name }) => pool.models.includes(name)) }, 'min');
      expect(fit(load.sort((a, b) => b.cpu - a.cpu), emptyNodes([pool], 'minCount'))).toBe(true);
    }
  }), { numRuns: 100 });
});
