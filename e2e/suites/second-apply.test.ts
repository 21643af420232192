import { connect, type Connection } from './connection';
import { installCustomResources } from './custom-resources';
import { differences, owned } from './differences';
import { Footprint } from './footprint';
import { describeObject } from './objections';
import { unitsIn } from './rendered';
import { throwawaySpecs } from './sample-specs';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explainNamespace } from '../kubernetes/explain';

/** The autoscaler looks every 15 s; pods come one after the other. */
const SETTLE_SECONDS = 90;

const units = unitsIn('production', throwawaySpecs());
const models = units.filter(({ folder }) => folder.startsWith('dist/models/'));
const objects = units.flatMap((unit) => unit.objects);

describe('a cluster with the sample models', () => {
  let cluster: Connection;
  let footprint: Footprint;

  beforeAll(async () => {
    cluster = await connect();
    footprint = new Footprint(cluster.api);
    await installCustomResources(cluster, footprint);
    const rendered = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
    const others = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []).filter((name) => !rendered.has(name)));
    for (const name of others) { await footprint.place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }); }
    for (const object of objects) { await footprint.place(object); }
  });

  afterAll(async () => {
    await footprint?.remove();
    cluster?.close();
  }, 180_000);

  test.each(models.map((unit) => [unit.folder, unit] as const))('the controllers bring up %s', async (_, unit) => {
    await settled(cluster, unit.objects);
  });

  test.each(units.map((unit) => [unit.folder, unit] as const))('applying %s once more changes nothing and meets no conflict', async (_, unit) => {
    const changes: string[] = [];
    for (const object of unit.objects) {
      const before = await cluster.api.get(object);
      const { object: after } = await cluster.api.apply(object, { force: false });
      changes.push(...differences(owned(before!), owned(after)).map((change) => `${describeObject(object)} ${change}`));
    }
    expect(changes).toEqual([]);
  });

  test.each(units.map((unit) => [unit.folder, unit] as const))('what is stored of %s is what was rendered', async (_, unit) => {
    const changes: string[] = [];
    for (const object of unit.objects) {
      changes.push(...differences(object, await cluster.api.get(object)).map((change) => `${describeObject(object)} ${change}`));
    }
    expect(changes).toEqual([]);
  });

  test.each(models.map((unit) => [unit.folder, unit] as const))('the autoscaler alone decides how many pods %s has', async (_, unit) => {
    const deployment = await cluster.api.get(only(unit.objects, 'Deployment'));
    const ours = deployment!.metadata.managedFields!.filter(({ manager }) => manager === 'kustomize-controller');
    expect(JSON.stringify(ours)).not.toContain('"f:replicas"');
    expect((deployment!.spec as { replicas: number }).replicas).toBe(minimumOf(unit.objects));
  });
});

/** Waits until the autoscaler has set its minimum and, where kubelets are played, until every pod is ready and every claim bound. */
function settled({ api, existing }: Connection, unit: readonly KubernetesObject[]): Promise<void> {
  const { namespace } = only(unit, 'Deployment').metadata;
  return eventually(() => unsettled(api, unit, existing), {
    what: `the controllers to act on ${namespace}`, timeoutSeconds: SETTLE_SECONDS, explain: () => explainNamespace(api, namespace!),
  });
}

async function unsettled(api: KubernetesApi, unit: readonly KubernetesObject[], existing: boolean): Promise<string | undefined> {
  const minimum = minimumOf(unit);
  const { metadata, spec, status } = (await api.get(only(unit, 'Deployment')))!;
  const { replicas } = spec as { replicas: number };
  const { observedGeneration, readyReplicas = 0 } = (status ?? {}) as { observedGeneration?: number; readyReplicas?: number };
  if (replicas !== minimum) { return `the Deployment has ${replicas} replicas and not the autoscaler's minimum of ${minimum}`; }
  if (observedGeneration !== metadata.generation) { return 'the Deployment was not looked at yet'; }
  if (existing) { return undefined; }
  if (readyReplicas !== minimum) { return `${readyReplicas} of ${minimum} pods are ready`; }
  for (const claim of unit.filter(({ kind }) => kind === 'PersistentVolumeClaim')) {
    const { phase } = ((await api.get(claim))!.status ?? {}) as { phase?: string };
    if (phase !== 'Bound') { return `the claim ${claim.metadata.name} is ${phase}`; }
  }
  return undefined;
}

function minimumOf(unit: readonly KubernetesObject[]): number {
  return (only(unit, 'HorizontalPodAutoscaler').spec as { minReplicas: number }).minReplicas;
}

function only(unit: readonly KubernetesObject[], kind: string): KubernetesObject {
  const found = unit.filter((object) => object.kind === kind);
  if (found.length !== 1) { throw new Error(`the unit has ${found.length} objects of kind ${kind}`); }
  return found[0];
}
