import type { Component } from './component';
import { health } from './health';
import { fluxEnvironment } from './source-controller';

/** Flux's controller that writes the newest image into specs and pushes them. */
export const IMAGE_AUTOMATION_CONTROLLER: Component = {
  name: 'image-automation-controller',
  after: ['source-controller'],
  arguments: ({ ports }) => [
    `--metrics-addr=127.0.0.1:${ports.imageAutomationMetrics}`,
    `--health-addr=127.0.0.1:${ports.imageAutomationHealth}`,
    '--events-addr=',
    '--no-cross-namespace-refs=true',
  ],
  environment: fluxEnvironment,
  readiness: ({ ports }) => health(ports.imageAutomationHealth, '/readyz'),
};
