import type { CompleteEnvironment } from '../../../complete-environment.generated';
import { API_VERSIONS, type ApiVersion } from '../../../plan/api-versions';
import { COMPONENT_SUPPORT } from '../../../plan/component-support';
import { FLUX_DISTRIBUTIONS } from '../../../plan/flux-distributions';
import { GATEWAY_API_BUNDLES } from '../../../plan/gateway-api-bundles';
import { TRAEFIK } from '../../../plan/ingress-controllers';
import { isAtLeast } from '../../../plan/release-order';
import type { Finding, SpecPath } from '../../../problem';
import type { EnvironmentRule } from '../rule';

type Server = ApiVersion['server'];
type Spec = CompleteEnvironment['spec'];

interface Release {
  readonly name: string;
  readonly release: string;
}

/** Where an environment says that it has the server. */
const PATHS: Readonly<Record<Server, SpecPath>> = {
  'flux': ['spec', 'gitops'],
  'gateway-api': ['spec', 'ingress', 'controller'],
  'cert-manager': ['spec', 'components'],
  'traefik': ['spec', 'components'],
};

/** Releases of each server that an environment has as far as it says; none where somebody else installs it. */
const RELEASES: Readonly<Record<Server, (spec: Spec) => readonly Release[]>> = {
  'flux': () => FLUX_DISTRIBUTIONS.map(({ way, release }) => ({ name: `Flux ${release} (${way})`, release })),
  'gateway-api': ({ cluster: { kubernetesVersion } }) => GATEWAY_API_BUNDLES
    .filter(({ from, to }) => isAtLeast(kubernetesVersion, from) && isAtLeast(to, kubernetesVersion))
    .map(({ release }) => ({ name: `the Gateway API ${release} that AKS has for Kubernetes ${kubernetesVersion}`, release })),
  'cert-manager': ({ components }) => components.certManager ? COMPONENT_SUPPORT.map(({ release }) => ({ name: `cert-manager ${release}`, release })) : [],
  'traefik': ({ components }) => components.traefik ? [{ name: `Traefik ${TRAEFIK.release}`, release: TRAEFIK.release }] : [],
};

/** Warns of what is rendered in a version of an API that the cluster's release of its server does not serve. */
export function apiVersions(table: readonly ApiVersion[] = API_VERSIONS): EnvironmentRule {
  const rendered = (spec: Spec) => table.filter(({ isRendered }) => isRendered(spec));
  return ({ spec }) => rendered(spec).flatMap((row) => RELEASES[row.server](spec).flatMap(({ name, release }): Finding[] => {
    const range = row.until === undefined ? `it takes ${row.since} or later` : `it takes ${row.since} or later, and less than ${row.until}`;
    if (isAtLeast(release, row.since) && (row.until === undefined || !isAtLeast(release, row.until))) { return []; }
    return [{
      path: PATHS[row.server],
      at: 'key',
      severity: 'warning',
      message: `${PATHS[row.server].join('.')}: ${row.kinds.join(' and ')} are rendered in ${row.apiVersion}, which ${name} does not serve; ${range} (${row.source})`,
    }];
  }));
}
