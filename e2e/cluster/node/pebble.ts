import { writeFileSync } from 'node:fs';
import { OUTSIDE_HOSTS } from './coredns';
import type { MachineState } from './machine';
import { machineOf, type Component } from '../component';
import { health } from '../health';

export const PEBBLE_PORT = 14_000;
const MANAGEMENT_PORT = 15_000;

/** Let's Encrypt's own small certification authority for tests. It looks at the hosts over the network, as the large one does. */
export const PEBBLE: Component = {
  name: 'pebble',
  after: [],
  on: 'node',
  async configure(surroundings) {
    const { directory, credentials } = surroundings;
    const { outside } = machineOf(surroundings).addresses;
    const serving = await credentials.issue('pebble', { commonName: 'pebble', hosts: [...OUTSIDE_HOSTS, outside] });
    writeFileSync(directory.config('pebble.json'), JSON.stringify({
      pebble: {
        listenAddress: `${outside}:${PEBBLE_PORT}`,
        managementListenAddress: `${outside}:${MANAGEMENT_PORT}`,
        certificate: serving.certificate,
        privateKey: serving.key,
        httpPort: 80,
        tlsPort: 443,
        ocspResponderURL: '',
        externalAccountBindingRequired: false,
      },
    }));
  },
  arguments: (surroundings) => [`-config=${surroundings.directory.config('pebble.json')}`, `-dnsserver=${machineOf(surroundings).addresses.node}:53`],
  // It would otherwise wait some seconds before it looks, and refuse requests at random; both test ACME clients and not what is tested here.
  environment: () => ({ PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' }),
  readiness: (surroundings) => health(PEBBLE_PORT, '/dir', { host: machineOf(surroundings).addresses.outside, credentials: surroundings.credentials }),
};

/** Where the certificate of the authority's root is to be had; it is another one each time. */
export function rootUrl({ addresses }: Pick<MachineState, 'addresses'>): string {
  return `https://${addresses.outside}:${MANAGEMENT_PORT}/roots/0`;
}
