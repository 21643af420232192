import { Construct } from 'constructs';
import { add, concat, equal, type Reference, type Value } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata } from './metadata';
import { SERVICE_PORT } from './model-service';
import type { ScoringValues } from '../spec/values';

export const HTTP_ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };

/** The gateway gives up a little after the model's own deadline, so that the client reads the model's answer and not the gateway's. */
const GATEWAY_GRACE_SECONDS = 5;

/** Listeners of the environment's Gateway: two for each host. */
export const httpsListener = (host: Value<string>) => concat('https-', host);
export const httpListener = (host: Value<string>) => concat('http-', host);

/**
 * The way in from outside through the Gateway API: a route on the host's HTTPS listener, and on no other. The environment's Gateway
 * redirects plain http.
 */
export class ModelHttpRoute extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const { endpoint, ingress } = values;
    addKubeObject(this, 'Resource', HTTP_ROUTE, {
      metadata: objectMetadata(values),
      spec: {
        parentRefs: [{
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: ingress.gateway,
          namespace: ingress.namespace,
          sectionName: httpsListener(endpoint.host),
        }],
        hostnames: [endpoint.host],
        rules: [{
          matches: [{ path: { type: 'PathPrefix', value: endpoint.path } }],
          backendRefs: [{ group: '', kind: 'Service', name: values.name, port: SERVICE_PORT, weight: 1 }],
          timeouts: { request: concat(add(endpoint.timeoutSeconds, GATEWAY_GRACE_SECONDS), 's') },
        }],
      },
    }, { condition: equal(ingress.controller, 'gateway-api') });
  }
}
