import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OUTSIDE_HOSTS } from './coredns';
import { PEBBLE_PORT } from './pebble';
import type { AzureSettings, FederatedCredential } from '../azure/settings';
import { webhookConfiguration } from '../azure/workload-identity';
import { base64Of } from '../certificates';
import { apiServerAddress, machineOf, type Component, type Surroundings } from '../component';
import { health } from '../health';
import type { RunDirectory } from '../run-directory';

const E2E = resolve(__dirname, '..', '..');

/** What of Azure cannot run here and is played over its own protocol; see azure/. */
export const AZURE: Component = {
  name: 'azure',
  after: [],
  on: 'node',
  command: [process.execPath, '-r', require.resolve('ts-node/register/transpile-only'), resolve(__dirname, '..', 'azure', 'main.ts')],
  async configure(surroundings) {
    const { directory, credentials, ports } = surroundings;
    const { outside } = machineOf(surroundings).addresses;
    const settings: AzureSettings = {
      address: outside,
      serving: await credentials.issue('azure', { commonName: 'azure', hosts: [...OUTSIDE_HOSTS, outside] }),
      authority: credentials.authority.certificate,
      apiServer: `https://${apiServerAddress(surroundings)}:${ports.apiServer}`,
      client: credentials.admin,
      pebblePort: PEBBLE_PORT,
      federation: federationFile(directory),
    };
    writeFileSync(directory.config('azure.json'), JSON.stringify(settings));
  },
  arguments: ({ directory }) => [directory.config('azure.json')],
  environment: () => ({ TS_NODE_PROJECT: resolve(E2E, 'tsconfig.json') }),
  readiness: (surroundings) => health(443, '/healthz', { host: machineOf(surroundings).addresses.outside, credentials: surroundings.credentials }),
};

/** Registration of the webhook of workload identity. */
export function identityObjects({ machine, credentials }: Surroundings): object[] {
  return [webhookConfiguration(`https://${machine!.addresses.outside}/mutate-v1-pod`, base64Of(credentials.authority.certificate))];
}

/** Says which service accounts may act as which managed identity; what was said before counts no more. */
export function federate(directory: RunDirectory, federated: readonly FederatedCredential[]): void {
  writeFileSync(federationFile(directory), JSON.stringify(federated));
}

function federationFile(directory: RunDirectory): string {
  return directory.config('federated-credentials.json');
}
