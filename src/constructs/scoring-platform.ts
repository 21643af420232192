import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { CertificateIssuer } from './certificate-issuer';
import { HostCertificate } from './host-certificate';
import { HostGateway } from './host-gateway';
import { IngressNamespace } from './ingress-namespace';
import { ScoringDashboard } from './scoring-dashboard';
import type { PlatformValues } from '../spec/platform-values';

/** What an environment's models share: the issuer of certificates, one certificate for its hosts, the way in, and a dashboard. */
export class ScoringPlatform extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    new IngressNamespace(this, 'IngressNamespace', values);
    new CertificateIssuer(this, 'CertificateIssuer', values);
    new HostCertificate(this, 'HostCertificate', values);
    new HostGateway(this, 'Gateway', values);
    new ScoringDashboard(this, 'Dashboard', values);
  }
}
