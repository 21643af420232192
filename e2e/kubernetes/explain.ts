import { stringify } from 'yaml';
import type { KubernetesApi, KubernetesObject } from './api';

const KINDS = [
  ['apps/v1', 'Deployment'], ['apps/v1', 'ReplicaSet'], ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['v1', 'Pod'], ['networking.k8s.io/v1', 'Ingress'],
  ['cert-manager.io/v1', 'Certificate'], ['acme.cert-manager.io/v1', 'Order'], ['acme.cert-manager.io/v1', 'Challenge'],
] as const;

/** Lines of each container's log that are worth reading. */
const LOG_LINES = 15;

/** What a person would look at when something in a namespace does not come about: events, what the controllers say in status, logs. */
export async function explainNamespace(api: KubernetesApi, namespace: string): Promise<string> {
  const events = await api.list('v1', 'Event', namespace);
  const statuses = await Promise.all(KINDS.map(async ([apiVersion, kind]) =>
    await api.knows(apiVersion, kind) ? (await api.list(apiVersion, kind, namespace)).map((object) => statusOf(kind, object)) : []));
  return [
    `events in ${namespace}:`, ...events.map(eventLine),
    `status of what is in ${namespace}:`, ...statuses.flat(),
    `ends of the logs in ${namespace}:`, ...await logsOf(api, namespace),
  ].join('\n');
}

/** Does something, and adds an explanation to its failure. */
export async function explained<T>(action: () => Promise<T>, explain: () => Promise<string>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error) { error.message += `\n${await explain().catch((reason: unknown) => `(no explanation: ${String(reason)})`)}`; }
    throw error;
  }
}

function eventLine(event: KubernetesObject): string {
  const { kind, name } = event.involvedObject as { kind: string; name: string };
  return `  ${String(event.type)} ${kind}/${name} ${String(event.reason)}: ${String(event.message)} (${String(event.count ?? 1)} times)`;
}

function statusOf(kind: string, { metadata, status }: KubernetesObject): string {
  return `  ${kind}/${metadata.name}:\n${stringify(status).replace(/^/gm, '    ').trimEnd()}`;
}

async function logsOf(api: KubernetesApi, namespace: string): Promise<string[]> {
  const pods = await api.list('v1', 'Pod', namespace);
  return Promise.all(pods.flatMap(({ metadata, spec }) => {
    const { containers, initContainers = [] } = spec as Record<'containers' | 'initContainers', { name: string }[] | undefined>;
    return [...initContainers, ...containers ?? []].map(async ({ name }) => {
      const log = await api.log(metadata.name, namespace, name, LOG_LINES).catch((error: unknown) => `(${String(error)})`);
      return `  ${metadata.name}/${name}:\n${log.trimEnd().replace(/^/gm, '    ')}`;
    });
  }));
}
