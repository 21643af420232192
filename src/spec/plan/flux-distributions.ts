/**
 * The Flux that a cluster gets, by the way it comes there, as of August 2026.
 *
 * - AKS's extension: microsoft.flux 1.24.1 has Flux 2.7.5 and Microsoft's own fixes of it; the newest version of the extension and the two before it are supported
 *   (https://learn.microsoft.com/azure/azure-arc/kubernetes/flux-gitops-release-notes).
 * - upstream: the last three minor releases are supported (https://fluxcd.io/flux/releases/#supported-releases), and they are installed by `flux bootstrap` or
 *   `flux install`. Since 2.10 (https://fluxcd.control-plane.io/releases/release-v2.10/) these are 2.8, 2.9 and 2.10; what is rendered is held to the middle one.
 *
 * The oldest version of Kubernetes is that of `flux check`.
 */
export const FLUX_DISTRIBUTIONS: readonly FluxDistribution[] = [
  { way: 'AKS\'s extension', release: '2.7', kubernetesFrom: '1.32', source: 'https://github.com/fluxcd/flux2/blob/v2.7.5/cmd/flux/check.go' },
  { way: 'flux bootstrap', release: '2.9', kubernetesFrom: '1.33', source: 'https://github.com/fluxcd/flux2/blob/v2.9.4/cmd/flux/check.go' },
];

export interface FluxDistribution {
  readonly way: string;
  /** Major and minor version of Flux. */
  readonly release: string;
  /** Oldest minor version of Kubernetes. */
  readonly kubernetesFrom: string;
  readonly source: string;
}
