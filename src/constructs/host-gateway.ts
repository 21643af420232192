import { Construct } from 'constructs';
import { each, equal, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { HTTP_ROUTE, httpListener, httpsListener } from './model-http-route';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

/**
 * The environment's Gateway: for each host an HTTPS listener, open to the namespaces of this environment's models, and an HTTP listener,
 * open to the Gateway's own namespace only: to the redirect, and to the challenges of the certificate that stands beside it.
 */
export class HostGateway extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const { certificates, ingress } = values;
    const condition = equal(ingress.controller, 'gateway-api');
    const kinds = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }];
    const models = { from: 'Selector', selector: { matchLabels: { 'plumbline/environment': values.environment.name } } };
    addKubeObject(this, 'Resource', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' }, {
      metadata: platformMetadata(values, ingress.gateway, ingress.namespace),
      spec: {
        gatewayClassName: ingress.className,
        listeners: [
          ...each(values.hosts, (hostname) => ({
            name: httpsListener(hostname),
            hostname,
            port: 443,
            protocol: 'HTTPS',
            allowedRoutes: { kinds, namespaces: models },
            tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: certificates.secretName }] },
          })),
          ...each(values.hosts, (hostname) => ({
            name: httpListener(hostname), hostname, port: 80, protocol: 'HTTP', allowedRoutes: { kinds, namespaces: { from: 'Same' } },
          })),
        ],
      },
    }, { condition });
    addKubeObject(this, 'Redirect', HTTP_ROUTE, {
      metadata: platformMetadata(values, 'redirect-to-https', ingress.namespace),
      spec: {
        parentRefs: [...each(values.hosts, (hostname) => ({
          group: 'gateway.networking.k8s.io', kind: 'Gateway', name: ingress.gateway, sectionName: httpListener(hostname),
        }))],
        rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
      },
    }, { condition });
  }
}
