import { only, placeUnits, settled } from './bring-up';
import { connect, type Connection } from './connection';
import { installCustomResources } from './custom-resources';
import { Footprint } from './footprint';
import { unitsIn } from './rendered';
import { throwawaySpecs } from './sample-specs';
import { capacityForModels, NODE_ALLOWANCE, type NodeCapacity } from '../../src/spec/plan/aks-reservations';
import { VM_SIZES, type VmSize } from '../../src/spec/plan/vm-sizes';
import { Kubectl } from '../cluster/kubectl';
import { nodesOf, type NodePool } from '../cluster/nodes';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explainNamespace } from '../kubernetes/explain';

const SCHEDULE_SECONDS = 60;
const NAMESPACE = 'e2e-scheduling';

const models = unitsIn('production', throwawaySpecs()).filter(({ path }) => path.startsWith('dist/models/'));

/** The smallest and the largest size of each series. */
const SIZES = [...VM_SIZES.values()].filter(({ source }, index, all) => all[index - 1]?.source !== source || all[index + 1]?.source !== source);

describe('the scheduler', () => {
  let cluster: Connection;
  let footprint: Footprint;
  let nodes: Footprint;
  let kubectl: Kubectl;

  beforeAll(async () => {
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    nodes = new Footprint(cluster.api);
    kubectl = new Kubectl(cluster.kubectl, cluster.kubeconfig);
    await installCustomResources(cluster, footprint);
    await footprint.place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    await footprint.place(DAEMON);
    await placeUnits(footprint, models);
  });

  afterAll(async () => {
    // Who plays the kubelet ends pods only while their node is there.
    await footprint?.remove();
    await nodes?.remove();
  });

  test.each(models.map((unit) => [unit.path, unit] as const))('finds nodes for %s', async (_, unit) => {
    await settled(cluster, unit.objects);
  });

  test('puts pods that ask for a GPU on nodes with one, and no others', async () => {
    const pods = (await Promise.all(models.map(({ objects }) => podsOf(objects)))).flat();
    const placed = pods.map((pod) => ({ asks: asksForGpu(pod), has: nodeOf(pod).startsWith('aks-gpu-') }));
    expect(placed.filter(({ asks, has }) => asks !== has)).toEqual([]);
    expect(placed.some(({ asks }) => asks)).toBe(true);
  });

  test('puts no model on a node of the system pool', async () => {
    const pods = (await Promise.all(models.map(({ objects }) => podsOf(objects)))).flat();
    expect(pods.map(nodeOf).filter((node) => node.startsWith('aks-system-'))).toEqual([]);
  });

  test.each(models.map((unit) => [unit.path, unit] as const))('spreads the pods of %s over nodes and zones', async (_, unit) => {
    const pods = await podsOf(unit.objects);
    const used = new Set(pods.map(nodeOf));
    const zones = new Set(await Promise.all([...used].map(zoneOf)));
    // There is one node with a GPU, and three zones.
    const apart = asksForGpu(pods[0]) ? 1 : Math.min(pods.length, 3);
    expect([used.size, zones.size]).toEqual([asksForGpu(pods[0]) ? 1 : pods.length, apart]);
  });

  test('puts the largest pod that the planner allows on a node of each size', async () => {
    expect(await unscheduled('full', (capacity) => capacity)).toEqual([]);
  });

  test('has no room for a pod that is larger by a mebibyte', async () => {
    const larger = await unscheduled('memory', ({ memoryMiB, ...rest }) => ({ ...rest, memoryMiB: memoryMiB + 1 }));
    expect(larger).toEqual(SIZES.map(({ name }) => name));
  });

  test('has no room for a pod that is larger by a thousandth of a core', async () => {
    const larger = await unscheduled('cpu', ({ cpuMillicores, ...rest }) => ({ ...rest, cpuMillicores: cpuMillicores + 1 }));
    expect(larger).toEqual(SIZES.map(({ name }) => name));
  });

  test('lets every node with models be drained', async () => {
    const used = new Set((await Promise.all(models.map(({ objects }) => podsOf(objects)))).flat().map(nodeOf));
    for (const node of used) {
      try {
        await kubectl.run(['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=60s']);
      } finally {
        await kubectl.run(['uncordon', node]);
      }
    }
    await Promise.all(models.map(({ objects }) => settled(cluster, objects)));
  }, 240_000);

  test('never lets two pods of a model go at once', async () => {
    const { objects } = models[0];
    const [first, second] = await podsOf(objects);
    await eventually(() => undisrupted(only(objects, 'PodDisruptionBudget')), {
      what: 'a pod that may go', timeoutSeconds: SCHEDULE_SECONDS, explain: () => explainNamespace(cluster.api, first.metadata.namespace!),
    });
    await kubectl.run(['cordon', '--selector=kubernetes.azure.com/mode=user']);
    try {
      await evict(first);
      await expect(evict(second)).rejects.toThrow("Cannot evict pod as it would violate the pod's disruption budget");
    } finally {
      await kubectl.run(['uncordon', '--selector=kubernetes.azure.com/mode=user']);
    }
  });

  async function undisrupted(budget: KubernetesObject): Promise<string | undefined> {
    const { disruptionsAllowed = 0 } = ((await cluster.api.get(budget))!.status ?? {}) as { disruptionsAllowed?: number };
    return disruptionsAllowed > 0 ? undefined : 'the budget allows none';
  }

  async function podsOf(objects: readonly KubernetesObject[]): Promise<KubernetesObject[]> {
    const { namespace } = only(objects, 'Deployment').metadata;
    return (await cluster.api.list('v1', 'Pod', namespace)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  }

  async function zoneOf(name: string): Promise<string> {
    const node = await cluster.api.get({ apiVersion: 'v1', kind: 'Node', metadata: { name } });
    return node!.metadata.labels!['topology.kubernetes.io/zone'];
  }

  async function evict({ metadata: { name, namespace } }: KubernetesObject): Promise<void> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    await kubectl.run(['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, '-f', '-'], { input: JSON.stringify(eviction) });
  }

  /** Makes a node of each size and a pod for each node; answers the sizes whose pod found no room. */
  async function unscheduled(purpose: string, request: (capacity: NodeCapacity) => NodeCapacity): Promise<string[]> {
    const waiting = { timeoutSeconds: SCHEDULE_SECONDS, explain: () => explainNamespace(cluster.api, NAMESPACE) };
    for (const node of nodesOf(SIZES.map((size) => poolOf(size, purpose)), 'v1.35.0') as KubernetesObject[]) {
      await cluster.api.create(node);
      nodes.add(node);
    }
    await eventually(nodesMissing, { what: 'every node to take pods', ...waiting });
    const pods = SIZES.map((size) => podFor(size, purpose, request(capacityForModels(size))));
    for (const pod of pods) { await footprint.place(pod); }
    const decided = new Map<string, boolean>();
    await eventually(async () => {
      for (const [index, pod] of pods.entries()) {
        const decision = decisionOn((await cluster.api.get(pod))!);
        if (decision === undefined) { return `the pod for ${SIZES[index].name} was not looked at`; }
        decided.set(SIZES[index].name, decision);
      }
      return undefined;
    }, { what: 'a decision on every pod', ...waiting });
    return [...decided].filter(([, found]) => !found).map(([name]) => name);
  }

  /** Daemons run before a node takes other pods: they tolerate that it is not ready. */
  async function nodesMissing(): Promise<string | undefined> {
    const { numberReady = 0 } = ((await cluster.api.get(DAEMON))!.status ?? {}) as { numberReady?: number };
    const all = await cluster.api.list('v1', 'Node');
    if (numberReady !== all.length) { return `${numberReady} of ${all.length} daemons run`; }
    const closed = all.filter(({ spec }) => ((spec as { taints?: { key: string }[] }).taints ?? []).some(({ key }) => key.startsWith('node.kubernetes.io/')));
    return closed.length === 0 ? undefined : `${closed.map(({ metadata }) => metadata.name).join()} ${closed.length === 1 ? 'takes' : 'take'} no pods`;
  }
});

/** Stands for what AKS runs on every node, at the size that the planner keeps free for it. */
const DAEMON: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'daemon', namespace: NAMESPACE },
  spec: {
    selector: { matchLabels: { app: 'daemon' } },
    template: {
      metadata: { labels: { app: 'daemon' } },
      spec: { tolerations: [{ operator: 'Exists' }], containers: [containerOf({ ...NODE_ALLOWANCE, gpus: 0 })] },
    },
  },
};

function poolOf(size: VmSize, purpose: string): NodePool {
  return { name: `${purpose}${SIZES.indexOf(size)}`, size: size.name, count: 1, zones: ['1'], mode: 'user', sku: `${purpose}${SIZES.indexOf(size)}` };
}

/** A pod that fits one node alone, by its label and taint. */
function podFor(size: VmSize, purpose: string, capacity: NodeCapacity): KubernetesObject {
  const { sku } = poolOf(size, purpose);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${purpose}-${SIZES.indexOf(size)}`, namespace: NAMESPACE },
    spec: {
      nodeSelector: { sku },
      tolerations: [{ key: 'sku', operator: 'Equal', value: sku, effect: 'NoSchedule' }],
      containers: [containerOf(capacity)],
    },
  };
}

function containerOf({ cpuMillicores, memoryMiB, gpus }: NodeCapacity): object {
  const requests = { cpu: `${cpuMillicores}m`, memory: `${memoryMiB}Mi` };
  return { name: 'main', image: 'none', resources: { requests, ...gpus > 0 && { limits: { 'nvidia.com/gpu': `${gpus}` } } } };
}

/** Whether a pod has a node; undefined while the scheduler has not said, or has only heard of a node that is not ready. */
function decisionOn({ status }: KubernetesObject): boolean | undefined {
  const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; status: string; message?: string }[] };
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'True') { return true; }
  return scheduled?.message?.includes('Insufficient') ? false : undefined;
}

function nodeOf({ spec }: KubernetesObject): string {
  return (spec as { nodeName: string }).nodeName;
}

function asksForGpu({ spec }: KubernetesObject): boolean {
  const { containers } = spec as { containers: { resources: { limits?: Record<string, string> } }[] };
  return containers.some(({ resources }) => resources.limits?.['nvidia.com/gpu'] !== undefined);
}
