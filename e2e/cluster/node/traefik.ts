import { machineOf, type Component } from '../component';
import { health } from '../health';

const PING_PORT = 8082;

/**
 * The ingress controller, with its own defaults: no entry point has TLS or a redirect, so that an Ingress has to say itself that it is served over
 * TLS alone. (The release that the platform installs sets both for every Ingress.)
 */
export const TRAEFIK: Component = {
  name: 'traefik',
  after: [],
  on: 'node',
  arguments: (surroundings) => {
    const { node } = machineOf(surroundings).addresses;
    return [
      `--entrypoints.web.address=${node}:80`,
      `--entrypoints.websecure.address=${node}:443`,
      `--entrypoints.ping.address=${node}:${PING_PORT}`,
      '--ping=true',
      '--ping.entrypoint=ping',
      '--providers.kubernetesingress=true',
      '--providers.kubernetesingress.ingressclass=traefik',
      '--providers.kubernetescrd=true',
      '--providers.kubernetescrd.allowcrossnamespace=false',
      '--global.checknewversion=false',
      '--global.sendanonymoususage=false',
      '--accesslog=true',
      '--log.level=INFO',
    ];
  },
  environment: ({ directory }) => ({ KUBECONFIG: directory.kubeconfig }),
  readiness: (surroundings) => health(PING_PORT, '/ping', { host: machineOf(surroundings).addresses.node }),
};

/**
 * The class that Traefik serves. It is the default, unlike the platform's own: the cert-manager that can be built is older than `ingressClassName` of
 * a solver, and its Ingresses have no class.
 */
export function ingressClass(): object {
  const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'traefik', annotations }, spec: { controller: 'traefik.io/ingress-controller' } };
}
