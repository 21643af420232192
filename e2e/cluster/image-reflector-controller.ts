import type { Component } from './component';
import { health } from './health';
import { fluxEnvironment } from './source-controller';

/** Flux's controller that looks which images a registry has. */
export const IMAGE_REFLECTOR_CONTROLLER: Component = {
  name: 'image-reflector-controller',
  after: [],
  arguments: ({ directory, ports }) => [
    `--storage-path=${directory.data('image-reflector-controller')}`,
    `--metrics-addr=127.0.0.1:${ports.imageReflectorMetrics}`,
    `--health-addr=127.0.0.1:${ports.imageReflectorHealth}`,
    '--events-addr=',
    '--no-cross-namespace-refs=true',
  ],
  environment: fluxEnvironment,
  readiness: ({ ports }) => health(ports.imageReflectorHealth, '/readyz'),
};
