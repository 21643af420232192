import type { Component, Surroundings } from './component';
import { health } from './health';

/** Label that a source needs not to have for the controller here to fetch it; those of charts have it, and nothing here reaches a registry. */
export const PLAYED_LABEL = 'plumbline/environment';

/** Flux's controller that fetches sources. Artifacts are served on 127.0.0.1 to the other controller. */
export const SOURCE_CONTROLLER: Component = {
  name: 'source-controller',
  after: [],
  arguments: ({ directory, ports }) => [
    `--storage-path=${directory.data('source-controller')}`,
    `--storage-addr=127.0.0.1:${ports.sourceController}`,
    `--storage-adv-addr=127.0.0.1:${ports.sourceController}`,
    `--metrics-addr=127.0.0.1:${ports.sourceControllerMetrics}`,
    `--health-addr=127.0.0.1:${ports.sourceControllerHealth}`,
    '--events-addr=',
    `--watch-label-selector=!${PLAYED_LABEL}`,
  ],
  environment: fluxEnvironment,
  readiness: ({ ports }) => health(ports.sourceControllerHealth, '/readyz'),
};

export function fluxEnvironment({ directory }: Surroundings): Record<string, string> {
  return { KUBECONFIG: directory.kubeconfig, RUNTIME_NAMESPACE: 'flux-system', HOME: directory.data('flux-home') };
}
