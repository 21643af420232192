import type { CompleteEnvironment } from '../complete-environment.generated';

type Spec = CompleteEnvironment['spec'];

const FLUX = 'https://github.com/fluxcd/flux2/releases';

/**
 * Versions of APIs that are rendered and that Kubernetes does not serve by itself, and the releases of their servers that serve them with the fields that are rendered.
 * Kubernetes' own are held to its schemas by the tests; those of Azure's add-ons and of a Prometheus operator have no release that an environment names.
 */
export const API_VERSIONS: readonly ApiVersion[] = [
  // With dependsOn.readyExpr: https://github.com/fluxcd/kustomize-controller/blob/main/CHANGELOG.md
  { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kinds: ['Kustomization'], server: 'flux', since: '2.7', source: FLUX, isRendered: follows },
  { apiVersion: 'source.toolkit.fluxcd.io/v1', kinds: ['GitRepository', 'HelmRepository'], server: 'flux', since: '2.3', source: FLUX, isRendered: follows },
  { apiVersion: 'source.toolkit.fluxcd.io/v1', kinds: ['OCIRepository'], server: 'flux', since: '2.6', source: FLUX, isRendered: follows },
  { apiVersion: 'helm.toolkit.fluxcd.io/v2', kinds: ['HelmRelease'], server: 'flux', since: '2.3', source: FLUX, isRendered: follows },
  { apiVersion: 'notification.toolkit.fluxcd.io/v1', kinds: ['Receiver'], server: 'flux', since: '2.0', source: FLUX, isRendered: ({ gitops }) => gitops?.receiver !== undefined },
  // Flux 2.10 has v1 of both, and removes a beta six months after its successor at the earliest (https://fluxcd.io/flux/releases/controllers/#beta-version).
  { apiVersion: 'notification.toolkit.fluxcd.io/v1beta3', kinds: ['Alert', 'Provider'], server: 'flux', since: '2.3', source: FLUX, isRendered: ({ gitops }) => gitops?.notifications !== undefined },
  { apiVersion: 'image.toolkit.fluxcd.io/v1', kinds: ['ImagePolicy', 'ImageRepository', 'ImageUpdateAutomation'], server: 'flux', since: '2.7', source: FLUX, isRendered: ({ gitops }) => gitops?.imageUpdates !== undefined },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    // With HTTPRoute's timeouts.
    kinds: ['Gateway', 'HTTPRoute'],
    server: 'gateway-api',
    since: '1.2',
    source: 'https://github.com/kubernetes-sigs/gateway-api/blob/main/CHANGELOG/1.2-CHANGELOG.md',
    isRendered: ({ ingress }) => ingress.controller === 'gateway-api',
  },
  {
    apiVersion: 'cert-manager.io/v1',
    kinds: ['Certificate', 'ClusterIssuer'],
    server: 'cert-manager',
    since: '1.0',
    source: 'https://cert-manager.io/docs/releases/release-notes/release-notes-1.0/',
    isRendered: ({ certificates }) => certificates.issuer !== 'secret',
  },
  {
    apiVersion: 'traefik.io/v1alpha1',
    kinds: ['TLSStore'],
    server: 'traefik',
    since: '3.0',
    source: 'https://doc.traefik.io/traefik/deprecation/features/',
    isRendered: ({ ingress }) => ingress.controller === 'traefik',
  },
];

export interface ApiVersion {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  readonly server: 'flux' | 'gateway-api' | 'cert-manager' | 'traefik';
  /** First release of the server, `<major>.<minor>`, that serves all that is rendered of these kinds. */
  readonly since: string;
  /** First release that serves it no more; left out while none is known. */
  readonly until?: string;
  readonly source: string;
  /** Whether something of it is rendered for an environment. */
  readonly isRendered: (spec: Spec) => boolean;
}

function follows({ gitops }: Spec): boolean {
  return gitops !== undefined;
}
