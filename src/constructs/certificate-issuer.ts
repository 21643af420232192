import { Construct } from 'constructs';
import { concat, equal, not, type Reference, when } from '../expression';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

type Values = Reference<PlatformValues>;

/**
 * Where certificates come from: Let's Encrypt, answering HTTP-01 challenges through the environment's own ingress, or a CA of one's own
 * (https://cert-manager.io/docs/configuration/).
 */
export class CertificateIssuer extends Construct {
  constructor(scope: Construct, id: string, values: Values) {
    super(scope, id);
    const { certificates } = values;
    addKubeObject(this, 'Resource', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer' }, {
      metadata: platformMetadata(values, certificates.issuer),
      spec: {
        acme: when(equal(certificates.mode, 'acme'), {
          server: certificates.acmeServer,
          email: when(equal(certificates.email, ''), undefined, certificates.email),
          privateKeySecretRef: { name: concat(certificates.issuer, '-account-key') },
          solvers: [{ http01: solver(values) }],
        }),
        ca: when(equal(certificates.mode, 'ca'), { secretName: certificates.caSecretName }),
      },
    }, { condition: not(equal(certificates.mode, 'secret')) });
  }
}

function solver({ ingress }: Values) {
  return {
    ingress: when(equal(ingress.controller, 'traefik'), { ingressClassName: ingress.className }),
    gatewayHTTPRoute: when(equal(ingress.controller, 'gateway-api'), {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: ingress.gateway, namespace: ingress.namespace }],
    }),
  };
}
