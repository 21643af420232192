import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Component } from './component';
import { health } from './health';

/** A registry on 127.0.0.1 over plain http, which Flux and `plumbline publish` speak to registries of the same machine. */
export const OCI_REGISTRY: Component = {
  name: 'registry',
  after: [],
  configure: ({ directory, ports }) => {
    writeFileSync(directory.config('oci-registry.yaml'), stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: directory.data('oci-registry') }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${ports.ociRegistry}` },
    }));
    return Promise.resolve();
  },
  arguments: ({ directory }) => ['serve', directory.config('oci-registry.yaml')],
  environment: () => ({ OTEL_TRACES_EXPORTER: 'none' }),
  readiness: ({ ports }) => health(ports.ociRegistry, '/v2/'),
};
