import type { Connection } from './connection';
import type { Footprint } from './footprint';
import type { RenderedUnit } from './rendered';
import type { KubernetesApi, KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explainNamespace } from '../kubernetes/explain';

/** The autoscaler looks every 15 s; pods come one after the other. */
const SETTLE_SECONDS = 90;

/** Applies units in their order, with the namespaces that they refer to and do not bring. */
export async function placeUnits(footprint: Footprint, units: readonly RenderedUnit[]): Promise<void> {
  const objects = units.flatMap((unit) => unit.objects);
  const rendered = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const others = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []).filter((name) => !rendered.has(name)));
  for (const name of others) { await footprint.place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }); }
  for (const object of objects) { await footprint.place(object); }
}

/** Waits until the autoscaler has set its minimum and, where kubelets are played, until every pod is ready and every claim bound. */
export function settled({ api, existing }: Connection, unit: readonly KubernetesObject[]): Promise<void> {
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

/** Pods that the autoscaler keeps at least. */
export function minimumOf(unit: readonly KubernetesObject[]): number {
  return (only(unit, 'HorizontalPodAutoscaler').spec as { minReplicas: number }).minReplicas;
}

/** The one object of a kind. */
export function only(unit: readonly KubernetesObject[], kind: string): KubernetesObject {
  const found = unit.filter((object) => object.kind === kind);
  if (found.length !== 1) { throw new Error(`the unit has ${found.length} objects of kind ${kind}`); }
  return found[0];
}
