import type { Component } from './component';
import { health } from './health';
import { fluxEnvironment, NO_FAR_SOURCES } from './source-controller';

/** Flux's controller that installs charts, set as AKS's extension sets it. Releases of charts that nothing here can fetch are left to be played. */
export const HELM_CONTROLLER: Component = {
  name: 'helm-controller',
  after: ['source-controller'],
  arguments: ({ ports }) => [
    `--metrics-addr=127.0.0.1:${ports.helmControllerMetrics}`,
    `--health-addr=127.0.0.1:${ports.helmControllerHealth}`,
    '--events-addr=',
    '--no-cross-namespace-refs=true',
    `--watch-label-selector=${NO_FAR_SOURCES}`,
  ],
  environment: fluxEnvironment,
  readiness: ({ ports }) => health(ports.helmControllerHealth, '/readyz'),
};
