/**
 * The definitions of the Gateway API that AKS keeps in a cluster (`ingressProfile.gatewayAPI` of `bicep/modules/cluster.bicep`), by the version of Kubernetes.
 * Source, as of August 2026: https://learn.microsoft.com/azure/aks/managed-gateway-api#supported-kubernetes-versions-for-gateway-api-bundle-versions.
 */
export const GATEWAY_API_BUNDLES: readonly GatewayApiBundle[] = [
  { release: '1.2', from: '1.26', to: '1.33' },
  { release: '1.3', from: '1.34', to: '1.34' },
  { release: '1.4', from: '1.35', to: '1.35' },
  { release: '1.5', from: '1.36', to: '1.37' },
];

export interface GatewayApiBundle {
  /** Major and minor version of the Gateway API. */
  readonly release: string;
  /** Oldest and newest minor version of Kubernetes that it is known to come with. */
  readonly from: string;
  readonly to: string;
}
