import { stringify } from 'yaml';
import type { KubernetesApi, KubernetesObject } from './api';

const KINDS = [['apps/v1', 'Deployment'], ['apps/v1', 'ReplicaSet'], ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['v1', 'Pod']] as const;

/** What a person would look at when something in a namespace does not come about: events, and what the controllers say in status. */
export async function explainNamespace(api: KubernetesApi, namespace: string): Promise<string> {
  const events = await api.list('v1', 'Event', namespace);
  const objects = (await Promise.all(KINDS.map(([apiVersion, kind]) => api.list(apiVersion, kind, namespace).then((items) => items.map((item) => named(kind, item)))))).flat();
  return [`events in ${namespace}:`, ...events.map(eventLine), `status of what is in ${namespace}:`, ...objects].join('\n');
}

function eventLine(event: KubernetesObject): string {
  const { kind, name } = event.involvedObject as { kind: string; name: string };
  return `  ${String(event.type)} ${kind}/${name} ${String(event.reason)}: ${String(event.message)} (${String(event.count ?? 1)} times)`;
}

function named(kind: string, { metadata, status }: KubernetesObject): string {
  return `  ${kind}/${metadata.name}:\n${stringify(status).replace(/^/gm, '    ').trimEnd()}`;
}
