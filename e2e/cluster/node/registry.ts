import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { machineOf, type Component } from '../component';
import { health } from '../health';

export const REGISTRY_PORT = 5000;

/** A registry that answers for every other, first of all for the environment's own. Its images are gone with the cluster. */
export const REGISTRY: Component = {
  name: 'registry',
  after: [],
  on: 'node',
  configure(surroundings) {
    const { directory } = surroundings;
    writeFileSync(directory.config('registry.yaml'), stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: directory.data('registry') } },
      http: { addr: `${machineOf(surroundings).addresses.node}:${REGISTRY_PORT}` },
    }));
    return Promise.resolve();
  },
  arguments: ({ directory }) => ['serve', directory.config('registry.yaml')],
  environment: () => ({ OTEL_TRACES_EXPORTER: 'none' }),
  readiness: (surroundings) => health(REGISTRY_PORT, '/v2/', { host: machineOf(surroundings).addresses.node }),
};
