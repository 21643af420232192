/**
 * Minor versions of Kubernetes on AKS, oldest first: the month of general availability and the month in which community support ends.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#aks-kubernetes-release-calendar, as of August 2026.
 */
export const KUBERNETES_VERSIONS: readonly KubernetesVersion[] = [
  { version: '1.32', available: '2025-04', endOfLife: '2026-03' },
  { version: '1.33', available: '2025-06', endOfLife: '2026-07' },
  { version: '1.34', available: '2025-11', endOfLife: '2026-11' },
  { version: '1.35', available: '2026-03', endOfLife: '2027-03' },
  { version: '1.36', available: '2026-06', endOfLife: '2027-06' },
  { version: '1.37', available: '2026-10', endOfLife: '2027-10' },
];

export interface KubernetesVersion {
  readonly version: string;
  /** `YYYY-MM`. */
  readonly available: string;
  /** `YYYY-MM`: supported to the end of this month. */
  readonly endOfLife: string;
}

/** The newest version that is generally available in a month (`YYYY-MM`). */
export function newestVersion(month: string): KubernetesVersion {
  return KUBERNETES_VERSIONS.filter(({ available }) => available <= month).at(-1) ?? KUBERNETES_VERSIONS[0];
}
