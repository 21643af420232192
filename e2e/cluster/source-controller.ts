import type { Component, Surroundings } from './component';
import { health } from './health';

/** What the controllers here watch: all but the sources and releases of components, whose charts are in registries that nothing here reaches. */
export const NO_FAR_SOURCES = 'app.kubernetes.io/component notin (chart)';

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
    `--watch-label-selector=${NO_FAR_SOURCES}`,
  ],
  environment: fluxEnvironment,
  readiness: ({ ports }) => health(ports.sourceControllerHealth, '/readyz'),
};

export function fluxEnvironment({ directory }: Surroundings): Record<string, string> {
  return { KUBECONFIG: directory.kubeconfig, RUNTIME_NAMESPACE: 'flux-system', HOME: directory.data('flux-home') };
}
