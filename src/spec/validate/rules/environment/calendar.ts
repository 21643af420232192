import type { CompleteEnvironment } from '../../../complete-environment.generated';
import { COMPONENT_SUPPORT } from '../../../plan/component-support';
import { FLUX_DISTRIBUTIONS } from '../../../plan/flux-distributions';
import { type InstalledController, TRAEFIK } from '../../../plan/ingress-controllers';
import { NODE_IMAGES } from '../../../plan/node-images';
import { isAtLeast } from '../../../plan/release-order';
import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/**
 * Warns of nodes whose system AKS no longer patches or makes, of components that do not support the cluster's version of Kubernetes, and of an ingress controller
 * that gets no more fixes.
 * @param today `YYYY-MM-DD`
 */
export function calendar(today: string, { traefik: controller = TRAEFIK } = {}): EnvironmentRule {
  return (environment) => [
    ...nodeImage(environment, today), ...components(environment), ...flux(environment), ...traefik(environment, today, controller),
  ];
}

function nodeImage({ spec: { cluster: { kubernetesVersion } } }: CompleteEnvironment, today: string): Finding[] {
  const image = NODE_IMAGES.find(({ from, to }) => isWithin(kubernetesVersion, from, to));
  if (image?.endOfSupport === undefined || today <= image.endOfSupport) { return []; }
  const { name, endOfSupport, endOfImages, to } = image;
  const gone = endOfImages !== undefined && today >= endOfImages
    ? `whose images are gone since ${endOfImages}: pools can't grow`
    : `which gets no security fixes since ${endOfSupport}${endOfImages === undefined ? '' : `, and no pool can grow from ${endOfImages} on`}`;
  return [warning(kubernetesVersion, `has nodes with ${name}, ${gone}; a version above ${to} brings a newer one`)];
}

function components({ spec: { cluster: { kubernetesVersion }, components: installed, certificates } }: CompleteEnvironment): Finding[] {
  return COMPONENT_SUPPORT
    .filter(({ component, from, to }) => installed[component] && certificates.issuer !== 'secret' && !isWithin(kubernetesVersion, from, to))
    .map(({ name, release, from, to, source }) => warning(kubernetesVersion, `is none that ${name} ${release} supports, which Flux installs: ${from} to ${to} (${source})`));
}

function flux({ spec: { cluster: { kubernetesVersion }, gitops } }: CompleteEnvironment): Finding[] {
  if (gitops === undefined) { return []; }
  return FLUX_DISTRIBUTIONS
    .filter(({ kubernetesFrom }) => !isAtLeast(kubernetesVersion, kubernetesFrom))
    .map(({ way, release, kubernetesFrom, source }) => warning(kubernetesVersion, `is older than Flux ${release} (${way}) supports: ${kubernetesFrom} and later (${source})`));
}

function traefik({ spec }: CompleteEnvironment, today: string, { release, endOfSupport, source }: InstalledController): Finding[] {
  const isInstalled = spec.ingress.controller === 'traefik' && spec.components.traefik;
  if (!isInstalled || endOfSupport === undefined || today.slice(0, 7) <= endOfSupport) { return []; }
  return [{
    path: ['spec', 'components'],
    at: 'key',
    severity: 'warning',
    message: `spec.components.traefik installs Traefik ${release}, which gets no security fixes since ${endOfSupport}; take a newer Plumbline (${source})`,
  }];
}

function warning(kubernetesVersion: string, message: string): Finding {
  return { path: ['spec', 'cluster', 'kubernetesVersion'], at: 'value', severity: 'warning', message: `spec.cluster.kubernetesVersion (${kubernetesVersion}) ${message}` };
}

/** Versions are `1.<two digits>`. */
function isWithin(version: string, from: string, to: string): boolean {
  return version >= from && version <= to;
}
