import { same } from '../differences';
import type { Manifest } from '../manifest';
import { caution, danger, type Section } from '../statement';
import { listed } from '../wording';
import type { ObjectRule } from './rule';

const rule = (id: string, section: Section, kinds: readonly string[], judge: ObjectRule['judge']): ObjectRule => ({ about: 'object', id, section, kinds, judge });

/** What no reviewer may miss in the objects themselves, whoever changed them. */
export const OBJECT_RULES: readonly ObjectRule[] = [
  rule('selector', 'rollout', ['Deployment'], (before, after) => before !== undefined && after !== undefined && !same(before.spec?.selector, after.spec?.selector)
    ? [danger(`the selector of Deployment ${after.metadata.name} changes, which Kubernetes refuses: the Deployment has to be deleted first`, 'a selector changed')] : []),
  rule('disruption-budget', 'cluster', ['PodDisruptionBudget'], (before, after, all) => blocks(after, all) && !blocks(before, all)
    ? [danger(`PodDisruptionBudget ${after!.metadata.name} lets no pod go: every drain of a node waits forever`, 'a disruption budget blocks')] : []),
  rule('egress', 'security', ['NetworkPolicy'], (before, after) => {
    const fresh = newPeers(before, after, 'egress');
    return fresh.length > 0 && after !== undefined ? [danger(`new egress in NetworkPolicy ${after.metadata.name}: ${listed(fresh, 5)}`, 'pods may reach more')] : [];
  }),
  rule('exposure', 'security', ['NetworkPolicy'], (before, after) => {
    const fresh = newPeers(before, after, 'ingress');
    return fresh.length > 0 && before !== undefined && after !== undefined ? [danger(`more may reach the pods by NetworkPolicy ${after.metadata.name}: ${listed(fresh, 5)}`, 'more may reach the pods')] : [];
  }),
  rule('policy-removed', 'security', ['NetworkPolicy'], (before, after) => before !== undefined && after === undefined
    ? [caution(`NetworkPolicy ${before.metadata.name} goes`, 'a network policy goes')] : []),
  rule('service-type', 'security', ['Service'], (before, after) => {
    const type = after?.spec?.type;
    return (type === 'LoadBalancer' || type === 'NodePort') && before?.spec?.type !== type
      ? [danger(`Service ${after!.metadata.name} is a ${type}: reachable around the ingress, without TLS`, 'a service is exposed')] : [];
  }),
  rule('privilege', 'security', ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'], (before, after) => {
    const fresh = privileges(after).filter((privilege) => !privileges(before).includes(privilege));
    return fresh.length > 0 ? [danger(`${after!.kind} ${after!.metadata.name} gets ${listed(fresh)}`, 'pods get privileges')] : [];
  }),
  rule('pod-security', 'security', ['Namespace'], (before, after) => {
    const level = (manifest?: Manifest) => manifest?.metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'nothing';
    return before !== undefined && after !== undefined && level(before) !== level(after)
      ? [danger(`Pod Security in ${after.metadata.name}: ${level(before)} → ${level(after)} is enforced`, 'Pod Security changed')] : [];
  }),
  rule('roles', 'security', ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'], (before, after) => after !== undefined && !same(before, after)
    ? [danger(`${after.kind} ${after.metadata.name} gives rights in the cluster`, 'rights in the cluster changed')] : []),
];

function blocks(budget: Manifest | undefined, all: ReadonlyMap<string, Manifest>): boolean {
  const { maxUnavailable, minAvailable } = budget?.spec ?? {};
  if (maxUnavailable === 0 || maxUnavailable === '0%' || minAvailable === '100%') { return true; }
  if (typeof minAvailable !== 'number') { return false; }
  const floors = [...all.values()].filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map(({ spec }) => Number(spec?.minReplicas ?? 1));
  return floors.some((floor) => minAvailable >= floor);
}

function newPeers(before: Manifest | undefined, after: Manifest | undefined, direction: 'egress' | 'ingress'): string[] {
  const old = peers(before, direction);
  return peers(after, direction).filter((peer) => !old.includes(peer));
}

/** Each peer with each of its ports, in words. */
function peers(policy: Manifest | undefined, direction: 'egress' | 'ingress'): string[] {
  const rules = (policy?.spec?.[direction] ?? []) as { to?: unknown[]; from?: unknown[]; ports?: { port?: unknown; protocol?: string }[] }[];
  return rules.flatMap(({ to, from, ports }) => (to ?? from ?? [undefined]).flatMap((peer) =>
    (ports ?? [{}]).map(({ port, protocol }) => `${peerText(peer)} on ${port === undefined ? 'every port' : `${String(port as string | number)}/${protocol ?? 'TCP'}`}`)));
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

function peerText(peer: unknown): string {
  if (peer === undefined) { return 'anywhere'; }
  const { ipBlock, namespaceSelector, podSelector } = peer as { ipBlock?: { cidr: string }; namespaceSelector?: Selector; podSelector?: Selector };
  if (ipBlock !== undefined) { return ipBlock.cidr === '0.0.0.0/0' ? 'every address' : ipBlock.cidr; }
  const labels = (selector?: Selector) => Object.values(selector?.matchLabels ?? {}).join(' ');
  const inNamespace = namespaceSelector === undefined ? '' : `namespace ${labels(namespaceSelector) || 'any'}`;
  return [podSelector === undefined ? '' : `pods ${labels(podSelector) || 'any'}`, inNamespace].filter((part) => part !== '').join(' in ');
}

const HOST_FIELDS = ['hostNetwork', 'hostPID', 'hostIPC'];

function privileges(manifest: Manifest | undefined): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') { return; }
    for (const [key, field] of Object.entries(value)) {
      if (HOST_FIELDS.includes(key) && field === true) { found.add(key); }
      if (key === 'hostPath') { found.add('a folder of the node'); }
      if (key === 'automountServiceAccountToken' && field === true) { found.add('a token of the Kubernetes API'); }
      if (key === 'securityContext') { securityContext(field as Record<string, unknown>).forEach((privilege) => found.add(privilege)); }
      visit(field);
    }
  };
  visit(manifest?.spec);
  return [...found];
}

function securityContext(context: Record<string, unknown>): string[] {
  const added = (context.capabilities as { add?: string[] } | undefined)?.add ?? [];
  return [
    ...context.privileged === true ? ['privileged mode'] : [],
    ...context.allowPrivilegeEscalation === true ? ['privilege escalation'] : [],
    ...context.runAsNonRoot === false || context.runAsUser === 0 ? ['the root user'] : [],
    ...context.readOnlyRootFilesystem === false ? ['a writable root file system'] : [],
    ...added.map((capability) => `the capability ${capability}`),
  ];
}

