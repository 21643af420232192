import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { and, concat, count, each, equal, greater, not, or, type Reference, type Value, when } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, selectorLabels } from './metadata';
import { RUNTIME } from './runtime-contract';
import type { Templated } from './templated';
import { INSTANCE_METADATA } from '../spec/resolve/egress';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

/** Everything is denied in the namespace, both ways, and what a model needs is opened: its callers, its scraper, DNS and Azure over 443. */
export class NetworkPolicies extends Construct {
  constructor(scope: Construct, id: string, values: Values) {
    super(scope, id);
    addKubeObject<k8s.KubeNetworkPolicyProps>(this, 'DefaultDeny', k8s.KubeNetworkPolicy.GVK, {
      metadata: objectMetadata(values, concat(values.name, '-default-deny')),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    addKubeObject<k8s.KubeNetworkPolicyProps>(this, 'Scoring', k8s.KubeNetworkPolicy.GVK, {
      metadata: objectMetadata(values),
      spec: {
        podSelector: { matchLabels: selectorLabels(values) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: [namespace(values.ingress.namespace)], ports: [{ port: RUNTIME.httpPort, protocol: 'TCP' }] },
          when(not(equal(values.monitoring.prometheus, 'none')), {
            from: [namespace(values.monitoring.namespace)], ports: [{ port: RUNTIME.managementPort, protocol: 'TCP' }],
          }),
        ],
        egress: [
          dns(),
          when(or(values.identity.enabled, equal(values.auth.mode, 'entra')), {
            to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [INSTANCE_METADATA] } }], ports: [{ port: 443, protocol: 'TCP' }],
          }),
          ...each(values.egress, (rule) => ({
            to: [{ ipBlock: { cidr: rule.cidr, except: when(greater(count(rule.except), 0), rule.except as Templated<string[]>) } }],
            ports: [{ port: rule.port, protocol: rule.protocol }],
          })),
        ],
      },
    });
    addKubeObject<k8s.KubeNetworkPolicyProps>(this, 'AcmeSolver', k8s.KubeNetworkPolicy.GVK, {
      metadata: objectMetadata(values, concat(values.name, '-acme')),
      spec: {
        podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [namespace(values.ingress.namespace)], ports: [{ port: 8089, protocol: 'TCP' }] }],
      },
    }, { condition: and(values.ingress.certificate.own, values.ingress.certificate.acme) });
  }
}

function namespace(name: Value<string>): Templated<k8s.NetworkPolicyPeer> {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

function dns(): Templated<k8s.NetworkPolicyEgressRule> {
  return {
    to: [namespace('kube-system')],
    ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
  };
}
