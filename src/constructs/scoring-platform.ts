import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { CertificateAlerts } from './certificate-alerts';
import { CertificateIssuer } from './certificate-issuer';
import { CertificateMetrics } from './certificate-metrics';
import { HostCertificate } from './host-certificate';
import { HostGateway } from './host-gateway';
import { IngressNamespace } from './ingress-namespace';
import { ScoringDashboard } from './scoring-dashboard';
import type { PlatformValues } from '../spec/platform-values';

/** What an environment's models share: the issuer of certificates, one certificate for its hosts and who is told when it is late, the way in, and a dashboard. */
export class ScoringPlatform extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    new IngressNamespace(this, 'IngressNamespace', values);
    new CertificateIssuer(this, 'CertificateIssuer', values);
    new HostCertificate(this, 'HostCertificate', values);
    new HostGateway(this, 'Gateway', values);
    new CertificateMetrics(this, 'CertificateMetrics', values);
    new CertificateAlerts(this, 'CertificateAlerts', values);
    new ScoringDashboard(this, 'Dashboard', values);
  }
}
