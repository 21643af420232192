import { Construct } from 'constructs';
import { each, equal, type Reference } from '../expression';
import type { PlatformValues } from '../spec/platform-values';
import { addKubeObject } from './kube-object';
import { httpListener, httpsListener } from './model-http-routes';
import { platformMetadata } from './platform-metadata';

/**
 * The environment's Gateway: an HTTPS and an HTTP listener for each host, open to the namespaces of this environment's models only.
 * Plain http is there to be redirected and to answer certificate challenges.
 */
export class HostGateway extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const { certificates, ingress } = values;
    const allowedRoutes = {
      kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
      namespaces: { from: 'Selector', selector: { matchLabels: { 'plumbline/environment': values.environment.name } } },
    };
    addKubeObject(this, 'Resource', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' }, {
      metadata: platformMetadata(values, ingress.gateway, ingress.namespace),
      spec: {
        gatewayClassName: ingress.className,
        listeners: [
          ...each(values.hosts, (hostname) => ({
            name: httpsListener(hostname), hostname, port: 443, protocol: 'HTTPS', allowedRoutes,
            tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: certificates.secretName }] },
          })),
          ...each(values.hosts, (hostname) => ({
            name: httpListener(hostname), hostname, port: 80, protocol: 'HTTP',
            // The challenge's route stands beside the certificate, in the Gateway's own namespace.
            allowedRoutes: { ...allowedRoutes, namespaces: { from: 'All' } },
          })),
        ],
      },
    }, { condition: equal(ingress.controller, 'gateway-api') });
  }
}
