import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { NODE_NAME, POD_RANGE } from './kubelet';
import { machineOf, type Component } from '../component';
import { health } from '../health';

const HEALTH_PORT = 10_256;

/** What makes the addresses of Services work, with iptables on the node's own machine. */
export const KUBE_PROXY: Component = {
  name: 'kube-proxy',
  after: ['kube-apiserver'],
  on: 'node',
  async configure(surroundings) {
    const { directory, credentials } = surroundings;
    const { node } = machineOf(surroundings).addresses;
    const kubeconfig = await credentials.kubeconfigFor('kube-proxy', { commonName: 'system:kube-proxy' });
    writeFileSync(directory.config('kube-proxy.yaml'), stringify({
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'iptables',
      hostnameOverride: NODE_NAME,
      clusterCIDR: POD_RANGE,
      clientConnection: { kubeconfig },
      // The table of connections belongs to the whole machine; a namespace may not resize it.
      conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
      healthzBindAddress: `${node}:${HEALTH_PORT}`,
      metricsBindAddress: `${node}:10249`,
      oomScoreAdj: 0,
      // Seconds in which a pod that goes still gets requests count here.
      iptables: { minSyncPeriod: '200ms' },
    }));
  },
  arguments: ({ directory }) => [`--config=${directory.config('kube-proxy.yaml')}`],
  readiness: (surroundings) => health(HEALTH_PORT, '/healthz', { host: machineOf(surroundings).addresses.node }),
};
