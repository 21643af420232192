import { writeFileSync } from 'node:fs';
import { machineOf, type Component, type Surroundings } from '../component';
import { health } from '../health';

export const DNS_SERVICE_ADDRESS = '10.96.0.10';
const READY_PORT = 8181;

/** Host names of what is played: Entra ID and the certification authority. */
export const OUTSIDE_HOSTS = ['login.microsoftonline.com', 'acme-v02.api.letsencrypt.org', 'acme-staging-v02.api.letsencrypt.org'];
/** Suffix of the host names of storage accounts. */
export const STORAGE_SUFFIX = 'blob.core.windows.net';

/** DNS of the cluster and, for the cluster, of the world: a name that is nobody else's is a host that models are reached under. */
export const COREDNS: Component = {
  name: 'coredns',
  after: ['kube-apiserver'],
  on: 'node',
  configure(surroundings) {
    const { addresses: { node, outside, storage } } = machineOf(surroundings);
    writeFileSync(surroundings.directory.config('Corefile'), [
      zone('cluster.local', node, [`ready ${node}:${READY_PORT}`, `kubernetes cluster.local {\n    kubeconfig ${surroundings.directory.kubeconfig} plumbline\n    ttl 5\n  }`]),
      ...OUTSIDE_HOSTS.map((host) => zone(host, node, fixed(outside))),
      zone(STORAGE_SUFFIX, node, fixed(storage)),
      zone('.', node, fixed(node)),
    ].join('\n'));
    return Promise.resolve();
  },
  arguments: ({ directory }) => ['-conf', directory.config('Corefile')],
  readiness: (surroundings) => health(READY_PORT, '/ready', { host: machineOf(surroundings).addresses.node }),
};

/** The Service that pods ask, in front of a server that is no pod. */
export function dnsObjects({ machine }: Surroundings): object[] {
  const ports = ['UDP', 'TCP'].map((protocol) => ({ name: `dns-${protocol.toLowerCase()}`, port: 53, protocol }));
  const metadata = { name: 'kube-dns', namespace: 'kube-system' };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: DNS_SERVICE_ADDRESS, ports } },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': metadata.name } },
      addressType: 'IPv4',
      ports,
      endpoints: [{ addresses: [machine!.addresses.node], conditions: { ready: true } }],
    },
  ];
}

function zone(name: string, address: string, lines: readonly string[]): string {
  return `${name}:53 {\n${[`bind ${address}`, 'errors', ...lines].map((line) => `  ${line}`).join('\n')}\n}\n`;
}

/** Every name of a zone has this address, and no other kind of record. */
function fixed(address: string): string[] {
  return [`template IN A {\n    answer "{{ .Name }} 5 IN A ${address}"\n  }`, 'template ANY ANY {\n    rcode NOERROR\n  }'];
}
