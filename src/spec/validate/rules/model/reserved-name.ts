import type { ModelRule } from '../rule';

/** Namespaces that Kubernetes, AKS and the platform own. A model's namespace has the model's name. */
const RESERVED = new Set([
  'default', 'flux-system', 'cert-manager', 'traefik', 'scoring-gateway', 'monitoring', 'gatekeeper-system', 'calico-system', 'tigera-operator',
  'app-routing-system', 'aks-istio-system', 'aks-istio-ingress', 'aks-istio-egress', 'dapr-system', 'azure-arc', 'plumbline', 'plumbline-system',
]);

/** Whether a namespace belongs to the cluster, whatever the environment. */
export function isReservedNamespace(name: string): boolean {
  return RESERVED.has(name) || name.startsWith('kube-') || name.startsWith('aks-');
}

/** A model's namespace is its own. */
export const reservedName: ModelRule = ({ metadata: { name } }) => {
  if (!isReservedNamespace(name)) return [];
  return [{
    path: ['metadata', 'name'],
    at: 'value',
    message: `metadata.name (${name}) is the name of a namespace of the cluster, and a model's namespace has the model's name; choose another, for example ${name}-model`,
  }];
};
