import { Construct } from 'constructs';
import { and, equal, not, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata } from './metadata';
import type { ScoringValues } from '../spec/values';

const CERTIFICATE = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };

/**
 * A certificate for a model with a host of its own. Models on the environment's hosts share one certificate a host, kept by the platform:
 * Let's Encrypt issues at most five a week for the same set of names (https://letsencrypt.org/docs/rate-limits/).
 */
export class ModelCertificate extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const { certificate } = values.ingress;
    addKubeObject(this, 'Resource', CERTIFICATE, {
      metadata: objectMetadata(values),
      spec: {
        secretName: certificate.secretName,
        dnsNames: [values.endpoint.host],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: certificate.issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        revisionHistoryLimit: 1,
      },
    }, { condition: and(certificate.own, not(equal(certificate.issuer, ''))) });
  }
}
