/**
 * What nodes of AKS run for `osSKU: AzureLinux`, which all pools of `bicep/modules` have: the system follows the version of Kubernetes, and the image's patches come by
 * `azure.upgrades.nodeOs`. Sources, as of September 2025: https://learn.microsoft.com/azure/aks/upgrade-os-version#supported-os-versions and
 * https://github.com/Azure/AKS/issues/4988.
 */
export const NODE_IMAGES: readonly NodeImage[] = [
  { name: 'Azure Linux 2.0', from: '1.27', to: '1.31', endOfSupport: '2025-11-30', endOfImages: '2026-03-31' },
  { name: 'Azure Linux 3.0', from: '1.32', to: '1.36' },
];

export interface NodeImage {
  readonly name: string;
  /** Oldest and newest minor version of Kubernetes that it is known to be the default of. */
  readonly from: string;
  readonly to: string;
  /** `YYYY-MM-DD`: the last day of security fixes; left out while AKS has named none. */
  readonly endOfSupport?: string;
  /** `YYYY-MM-DD`: from here on a pool can't make nodes of it. */
  readonly endOfImages?: string;
}
