import { stringify } from 'yaml';
import type { KubernetesApi, KubernetesObject } from './api';

const KINDS = [['apps/v1', 'Deployment'], ['apps/v1', 'ReplicaSet'], ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['v1', 'Pod']] as const;

/** What a person would look at when something in a namespace does not come about: events, and what the controllers say in status. */
export async function explainNamespace(api: KubernetesApi, namespace: string): Promise<string> {
  const events = await api.list('v1', 'Event', namespace);
  const statuses = await Promise.all(KINDS.map(async ([apiVersion, kind]) =>
    (await api.list(apiVersion, kind, namespace)).map((object) => statusOf(kind, object))));
  return [`events in ${namespace}:`, ...events.map(eventLine), `status of what is in ${namespace}:`, ...statuses.flat()].join('\n');
}

function eventLine(event: KubernetesObject): string {
  const { kind, name } = event.involvedObject as { kind: string; name: string };
  return `  ${String(event.type)} ${kind}/${name} ${String(event.reason)}: ${String(event.message)} (${String(event.count ?? 1)} times)`;
}

function statusOf(kind: string, { metadata, status }: KubernetesObject): string {
  return `  ${kind}/${metadata.name}:\n${stringify(status).replace(/^/gm, '    ').trimEnd()}`;
}
