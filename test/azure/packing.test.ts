import fc from 'fast-check';
import { firstFitDecreasing, nodesInAnyOrder, type PodGroup } from '../../src/azure/packing';
import type { NodeCapacity, PodSize } from '../../src/spec';

const node: NodeCapacity = { cpuMillicores: 8000, memoryMiB: 16_000, gpus: 1 };
const pods = (cpuMillicores: number, count: number, memoryMiB = 100): PodGroup => ({ pod: { cpuMillicores, memoryMiB, gpus: 0 }, count });

const size = fc.record({
  cpuMillicores: fc.integer({ min: 1, max: 8000 }),
  memoryMiB: fc.integer({ min: 1, max: 16_000 }),
  gpus: fc.integer({ min: 0, max: 1 }),
});
const fleets = fc.uniqueArray(size, { minLength: 1, maxLength: 6, selector: (pod) => JSON.stringify(pod) })
  .chain((sizes) => fc.tuple(...sizes.map((pod) => fc.record({ pod: fc.constant(pod), count: fc.integer({ min: 1, max: 12 }) }))));

test('no pods take no nodes', () => {
  expect(firstFitDecreasing([], node)).toBe(0);
});

test('equal pods fill node after node', () => {
  expect(firstFitDecreasing([pods(2000, 9)], node)).toBe(3);
});

test('small pods fill what large ones leave', () => {
  expect(firstFitDecreasing([pods(2000, 3), pods(6000, 3)], node)).toBe(3);
});

test('the scarcer resource decides', () => {
  expect(firstFitDecreasing([pods(100, 4, 8000)], node)).toBe(2);
});

test('a pod larger than a node is refused', () => {
  expect(() => firstFitDecreasing([pods(8001, 1)], node)).toThrow(RangeError);
});

test('a million pods are counted as one by one they would be', () => {
  expect(firstFitDecreasing([pods(2000, 1_000_000)], node)).toBe(250_000);
});

/** Places pod after pod on the first node with room, the largest first: the same, written the long way. */
function placeOneByOne(groups: readonly PodGroup[]): number {
  const share = ({ cpuMillicores, memoryMiB, gpus }: PodSize) =>
    Math.max(cpuMillicores / node.cpuMillicores, memoryMiB / node.memoryMiB, gpus / node.gpus);
  const single = [...groups].sort((a, b) => share(b.pod) - share(a.pod)).flatMap(({ pod, count }) => Array.from({ length: count }, () => pod));
  const nodes: { cpu: number; memory: number; gpus: number }[] = [];
  for (const pod of single) {
    let place = nodes.find((each) => each.cpu >= pod.cpuMillicores && each.memory >= pod.memoryMiB && each.gpus >= pod.gpus);
    if (place === undefined) nodes.push(place = { cpu: node.cpuMillicores, memory: node.memoryMiB, gpus: node.gpus });
    place.cpu -= pod.cpuMillicores;
    place.memory -= pod.memoryMiB;
    place.gpus -= pod.gpus;
  }
  return nodes.length;
}

test('counting in groups agrees with placing pod by pod, for any pods', () => {
  fc.assert(fc.property(fleets, (groups) => { expect(firstFitDecreasing(groups, node)).toBe(placeOneByOne(groups)); }), { numRuns: 500 });
});

test('equal pods need no more nodes in any order than packed well', () => {
  expect(nodesInAnyOrder([pods(3000, 1).pod], [pods(3000, 10)], node)).toBe(5);
});

test('small pods can spread out and close nodes to a large one', () => {
  expect(nodesInAnyOrder([pods(8000, 1).pod], [pods(8000, 1), pods(10, 5)], node)).toBe(6);
});

test('any pods in any order on any node with room find a place', () => {
  const arrivals = fleets.chain((groups) => {
    const all = groups.flatMap(({ pod, count }) => Array.from({ length: count }, () => pod));
    return fc.record({
      groups: fc.constant(groups),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      choices: fc.array(fc.nat(), { minLength: all.length, maxLength: all.length }),
    });
  });
  fc.assert(fc.property(arrivals, ({ groups, order, choices }) => {
    const count = nodesInAnyOrder(groups.map(({ pod }) => pod), groups, node);
    const free = Array.from({ length: count }, () => ({ cpu: node.cpuMillicores, memory: node.memoryMiB, gpus: node.gpus }));
    order.forEach((pod, index) => {
      const open = free.filter((each) => each.cpu >= pod.cpuMillicores && each.memory >= pod.memoryMiB && each.gpus >= pod.gpus);
      expect(open.length).toBeGreaterThan(0);
      const chosen = open[choices[index] % open.length];
      chosen.cpu -= pod.cpuMillicores;
      chosen.memory -= pod.memoryMiB;
      chosen.gpus -= pod.gpus;
    });
  }), { numRuns: 300 });
});
