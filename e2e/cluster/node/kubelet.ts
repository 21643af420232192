import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CONTAINERD_SOCKET, networkFolder } from './containerd';
import { DNS_SERVICE_ADDRESS } from './coredns';
import { machineOf, type Component } from '../component';
import { health } from '../health';

export const NODE_NAME = 'aks-models-000000';
/** Of the pods; the machine is the only one that knows it. */
export const POD_RANGE = '10.244.0.0/24';
const HEALTH_PORT = 10_248;

/** The kubelet of the one real node. */
export const KUBELET: Component = {
  name: 'kubelet',
  after: ['kube-apiserver', 'containerd'],
  on: 'node',
  async configure(surroundings) {
    const { directory, credentials } = surroundings;
    const { addresses, state } = machineOf(surroundings);
    await credentials.kubeconfigFor('kubelet', { commonName: `system:node:${NODE_NAME}`, organization: 'system:nodes' });
    const serving = await credentials.issue('kubelet-serving', { commonName: `system:node:${NODE_NAME}`, hosts: [addresses.node] });
    writeFileSync(directory.config('kubelet.yaml'), stringify({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      address: addresses.node,
      healthzBindAddress: addresses.node,
      healthzPort: HEALTH_PORT,
      authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: credentials.authority.certificate } },
      authorization: { mode: 'Webhook' },
      tlsCertFile: serving.certificate,
      tlsPrivateKeyFile: serving.key,
      containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/${state.cgroup}`,
      // Sandboxes and older machines have cgroup v1, which this version refuses unless told otherwise.
      failCgroupV1: false,
      failSwapOn: false,
      oomScoreAdj: 0,
      maxOpenFiles: 20_000,
      // The disk is shared with whatever else runs here, so how full it is says nothing about the cluster.
      imageGCHighThresholdPercent: 100,
      imageGCLowThresholdPercent: 99,
      evictionHard: { 'memory.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%', 'imagefs.available': '0%', 'imagefs.inodesFree': '0%' },
      clusterDomain: 'cluster.local',
      clusterDNS: [DNS_SERVICE_ADDRESS],
      resolvConf: directory.config('resolv.conf'),
      // As on AKS, where a node has room for 250 pods at most.
      maxPods: 110,
    }));
    const network = networkFolder(directory);
    mkdirSync(network, { recursive: true });
    writeFileSync(join(network, '10-pods.conflist'), JSON.stringify({
      cniVersion: '0.4.0',
      name: 'pods',
      plugins: [
        {
          type: 'bridge',
          bridge: 'cni0',
          isGateway: true,
          ipMasq: true,
          hairpinMode: true,
          ipam: { type: 'host-local', ranges: [[{ subnet: POD_RANGE }]], routes: [{ dst: '0.0.0.0/0' }] },
        },
        { type: 'portmap', capabilities: { portMappings: true } },
      ],
    }));
  },
  arguments: (surroundings) => [
    `--config=${surroundings.directory.config('kubelet.yaml')}`,
    `--kubeconfig=${surroundings.directory.config('kubelet.kubeconfig')}`,
    `--hostname-override=${NODE_NAME}`,
    `--node-ip=${machineOf(surroundings).addresses.node}`,
    '--node-labels=agentpool=models,kubernetes.azure.com/agentpool=models,kubernetes.azure.com/mode=user,node.kubernetes.io/instance-type=Standard_D8s_v5,topology.kubernetes.io/region=westeurope,topology.kubernetes.io/zone=westeurope-1',
  ],
  readiness: (surroundings) => health(HEALTH_PORT, '/healthz', { host: machineOf(surroundings).addresses.node }),
};
