import type { Component } from './component';
import { health } from './health';
import { fluxEnvironment } from './source-controller';

/** Flux's controller that applies, with its own defaults but for what AKS's extension sets: no reference leaves its namespace, and nobody is cluster administrator by default. */
export const KUSTOMIZE_CONTROLLER: Component = {
  name: 'kustomize-controller',
  after: ['source-controller'],
  arguments: ({ ports }) => [
    `--metrics-addr=127.0.0.1:${ports.kustomizeControllerMetrics}`,
    `--health-addr=127.0.0.1:${ports.kustomizeControllerHealth}`,
    '--events-addr=',
    '--no-cross-namespace-refs=true',
    '--default-service-account=flux-applier',
    '--no-remote-bases=true',
  ],
  environment: fluxEnvironment,
  readiness: ({ ports }) => health(ports.kustomizeControllerHealth, '/readyz'),
};
