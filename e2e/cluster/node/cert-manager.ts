import { machineOf, type Component } from '../component';
import { health } from '../health';

const METRICS_PORT = 9402;
/** Answers the challenges of a certification authority; see images.ts. */
export const SOLVER_IMAGE = 'localhost/cert-manager-acmesolver:1';

/** The controller that gets certificates. It trusts the certification authority's own certificate because it is the cluster's. */
export const CERT_MANAGER: Component = {
  name: 'cert-manager-controller',
  after: [],
  on: 'node',
  arguments: (surroundings) => {
    const { node } = machineOf(surroundings).addresses;
    return [
      `--kubeconfig=${surroundings.directory.kubeconfig}`,
      '--leader-elect=false',
      '--cluster-resource-namespace=cert-manager',
      `--acme-http01-solver-image=${SOLVER_IMAGE}`,
      `--acme-http01-solver-nameservers=${node}:53`,
      `--metrics-listen-address=${node}:${METRICS_PORT}`,
    ];
  },
  environment: ({ credentials }) => ({ SSL_CERT_FILE: credentials.authority.certificate }),
  readiness: (surroundings) => health(METRICS_PORT, '/metrics', { host: machineOf(surroundings).addresses.node }),
};
