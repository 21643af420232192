import { Construct } from 'constructs';
import { equal, not, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

/**
 * One certificate for all hosts of the environment, in the ingress controller's namespace, and Traefik's order to serve it where an
 * Ingress names no other. One for all models, not one a model: Let's Encrypt issues at most five a week for the same set of names
 * (https://letsencrypt.org/docs/rate-limits/).
 */
export class HostCertificate extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const { certificates, ingress } = values;
    addKubeObject(this, 'Resource', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' }, {
      metadata: platformMetadata(values, 'scoring-hosts', ingress.namespace),
      spec: {
        secretName: certificates.secretName,
        dnsNames: values.hosts,
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: certificates.issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        revisionHistoryLimit: 1,
      },
    }, { condition: not(equal(certificates.mode, 'secret')) });
    // Traefik reads one store only, by this name (https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/tls/tlsstore/).
    addKubeObject(this, 'TlsStore', { apiVersion: 'traefik.io/v1alpha1', kind: 'TLSStore' }, {
      metadata: platformMetadata(values, 'default', ingress.namespace),
      spec: { defaultCertificate: { secretName: certificates.secretName } },
    }, { condition: equal(ingress.controller, 'traefik') });
  }
}
