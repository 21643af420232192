/** What objects have to look like for a rule to speak; made by hand, because Plumbline renders none of them. */
export interface ObjectCase {
  readonly rule: string;
  readonly says: string;
  readonly before: readonly object[];
  readonly after: readonly object[];
}

const object = (kind: string, spec: object, metadata: object = {}) => ({ apiVersion: 'v1', kind, metadata: { name: 'churn', ...metadata }, spec });
const policy = (spec: object) => object('NetworkPolicy', spec);
const dns = { to: [{ namespaceSelector: { matchLabels: { name: 'kube-system' } } }], ports: [{ port: 53, protocol: 'UDP' }] };
const everywhere = { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443, protocol: 'TCP' }] };
const pods = (securityContext: object) => object('Deployment', { template: { spec: { containers: [{ name: 'gateway', securityContext }] } } });

export const OBJECT_CASES: readonly ObjectCase[] = [
  {
    rule: 'selector',
    says: 'the selector of Deployment churn changes, which Kubernetes refuses: the Deployment has to be deleted first',
    before: [object('Deployment', { selector: { matchLabels: { app: 'a' } } })],
    after: [object('Deployment', { selector: { matchLabels: { app: 'b' } } })],
  },
  {
    rule: 'disruption-budget',
    says: 'PodDisruptionBudget churn lets no pod go: every drain of a node waits forever',
    before: [object('PodDisruptionBudget', { maxUnavailable: 1 })],
    after: [object('PodDisruptionBudget', { maxUnavailable: 0 })],
  },
  {
    rule: 'disruption-budget',
    says: 'PodDisruptionBudget churn lets no pod go: every drain of a node waits forever',
    before: [object('PodDisruptionBudget', { minAvailable: 1 }), object('HorizontalPodAutoscaler', { minReplicas: 2 })],
    after: [object('PodDisruptionBudget', { minAvailable: 2 }), object('HorizontalPodAutoscaler', { minReplicas: 2 })],
  },
  {
    rule: 'egress',
    says: 'new egress in NetworkPolicy churn: every address on 443/TCP',
    before: [policy({ egress: [dns] })],
    after: [policy({ egress: [dns, everywhere] })],
  },
  {
    rule: 'exposure',
    says: 'more may reach the pods by NetworkPolicy churn: anywhere on 8080/TCP',
    before: [policy({ ingress: [] })],
    after: [policy({ ingress: [{ ports: [{ port: 8080 }] }] })],
  },
  { rule: 'policy-removed', says: 'NetworkPolicy churn goes', before: [policy({})], after: [] },
  {
    rule: 'service-type',
    says: 'Service churn is a LoadBalancer: reachable around the ingress, without TLS',
    before: [object('Service', { type: 'ClusterIP' })],
    after: [object('Service', { type: 'LoadBalancer' })],
  },
  {
    rule: 'privilege',
    says: 'Deployment churn gets privileged mode, the root user and the capability NET_ADMIN',
    before: [pods({ runAsNonRoot: true })],
    after: [pods({ privileged: true, runAsNonRoot: false, capabilities: { add: ['NET_ADMIN'] } })],
  },
  {
    rule: 'pod-security',
    says: 'Pod Security in churn: restricted → privileged is enforced',
    before: [object('Namespace', {}, { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } })],
    after: [object('Namespace', {}, { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } })],
  },
  { rule: 'roles', says: 'ClusterRoleBinding churn gives rights in the cluster', before: [], after: [object('ClusterRoleBinding', {})] },
];
