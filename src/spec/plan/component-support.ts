/**
 * Versions of Kubernetes that the releases which Plumbline installs say they support. Only what publishes such a range stands here: Traefik and the device plugin publish none.
 * The releases are those of `src/constructs/component-pins.ts`; a test holds them together.
 */
export const COMPONENT_SUPPORT: readonly ComponentSupport[] = [
  // https://cert-manager.io/docs/releases/, as of October 2026
  { component: 'certManager', name: 'cert-manager', release: '1.21', from: '1.33', to: '1.36', source: 'https://cert-manager.io/docs/releases/' },
];

export interface ComponentSupport {
  /** Field of `spec.components`. */
  readonly component: 'certManager';
  readonly name: string;
  /** Major and minor version. */
  readonly release: string;
  /** Oldest and newest minor version of Kubernetes. */
  readonly from: string;
  readonly to: string;
  readonly source: string;
}
