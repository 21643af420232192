import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { equal, type Reference, when } from '../expression';
import { addKubeObject } from './kube-object';
import { commonAnnotations, objectMetadata } from './metadata';
import { SERVICE_PORT } from './model-service';
import type { ScoringValues } from '../spec/values';

/**
 * The way in from outside through Traefik's IngressClass, over TLS only. Traefik makes a TLS router only where both annotations stand:
 * a `tls` block alone loads the certificate, answers 404 on https and serves plain http
 * (https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/).
 */
export class ModelIngress extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const { endpoint, ingress } = values;
    addKubeObject<k8s.KubeIngressProps>(this, 'Resource', k8s.KubeIngress.GVK, {
      metadata: {
        ...objectMetadata(values),
        annotations: {
          ...commonAnnotations(values),
          'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
          'traefik.ingress.kubernetes.io/router.tls': 'true',
        },
      },
      spec: {
        ingressClassName: ingress.className,
        rules: [{
          host: endpoint.host,
          http: {
            paths: [{
              path: endpoint.path,
              pathType: 'Prefix',
              backend: { service: { name: values.name, port: { number: SERVICE_PORT } } },
            }],
          },
        }],
        // Without a Secret of its own the host is served with the certificate that the platform keeps for it.
        tls: [{ hosts: [endpoint.host], secretName: when(ingress.certificate.own, ingress.certificate.secretName) }],
      },
    }, { condition: equal(ingress.controller, 'traefik') });
  }
}
