import { base64Of } from '../certificates';
import { machineOf, type Component, type Surroundings } from '../component';
import { health } from '../health';

const PORT = 4443;
const SERVICE = { name: 'metrics-server', namespace: 'kube-system' };

/** What autoscalers read: how much CPU and memory pods use, as kubelet says. */
export const METRICS_SERVER: Component = {
  name: 'metrics-server',
  after: ['kube-apiserver'],
  on: 'node',
  async configure({ credentials }) {
    await credentials.issue('metrics-server', { commonName: SERVICE.name, hosts: [`${SERVICE.name}.${SERVICE.namespace}.svc`] });
  },
  arguments: (surroundings) => {
    const { directory: { kubeconfig, certificates }, credentials } = surroundings;
    return [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      `--bind-address=${machineOf(surroundings).addresses.node}`,
      `--secure-port=${PORT}`,
      `--tls-cert-file=${certificates}/metrics-server.crt`,
      `--tls-private-key-file=${certificates}/metrics-server.key`,
      `--kubelet-certificate-authority=${credentials.authority.certificate}`,
      '--kubelet-preferred-address-types=InternalIP',
      '--metric-resolution=15s',
      // Has to be below the resolution.
      '--kubelet-request-timeout=5s',
    ];
  },
  readiness: (surroundings) => health(PORT, '/livez', { host: machineOf(surroundings).addresses.node, credentials: surroundings.credentials, serverName: `${SERVICE.name}.${SERVICE.namespace}.svc` }),
};

/** The API that it serves, behind a Service without pods. */
export function metricsObjects({ machine, credentials }: Surroundings): object[] {
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: SERVICE, spec: { ports: [{ name: 'https', port: 443 }] } },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...SERVICE, labels: { 'kubernetes.io/service-name': SERVICE.name } },
      addressType: 'IPv4',
      ports: [{ name: 'https', port: PORT }],
      endpoints: [{ addresses: [machine!.addresses.node], conditions: { ready: true } }],
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: { group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100, service: SERVICE, caBundle: base64Of(credentials.authority.certificate) },
    },
  ];
}
