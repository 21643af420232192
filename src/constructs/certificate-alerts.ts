import { Construct } from 'constructs';
import { and, equal, not, type Reference } from '../expression';
import { CERTIFICATE_METRICS } from './certificate-metrics';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

/** cert-manager renews after two thirds of a certificate's time: of Let's Encrypt's 90 days 30 are left then, and of 45 days 15. */
const LATE_DAYS = 10;
const LAST_DAYS = 3;

const secondsLeft = `(${CERTIFICATE_METRICS.expiration} > 0) - time()`;
const expiresWithin = (days: number) => `${secondsLeft} < ${days * 24 * 3600}`;
const who = 'certificate {{ $labels.name }} of {{ $labels.namespace }}';
const look = 'kubectl -n {{ $labels.namespace }} describe certificates,orders,challenges says why; plumbline status says what the ACME server answered';

const RULES = [
  {
    alert: 'CertificateExpiresSoon',
    expr: expiresWithin(LATE_DAYS),
    for: '1h',
    severity: 'warning',
    summary: `${who} expires in {{ $value | humanizeDuration }} and was not renewed`,
    action: look,
  },
  {
    alert: 'CertificateExpires',
    expr: expiresWithin(LAST_DAYS),
    for: '10m',
    severity: 'critical',
    summary: `${who} expires in {{ $value | humanizeDuration }}; then every client refuses to connect`,
    action: `${look}; until it is mended, certificates.issuer secret takes a certificate from elsewhere`,
  },
  {
    alert: 'CertificateIsNotReady',
    expr: `max by (namespace, name) (${CERTIFICATE_METRICS.ready}{condition!="True"}) > 0`,
    for: '1h',
    severity: 'warning',
    summary: `${who} is not issued for an hour`,
    action: `${look}: a host that does not lead to the cluster, a closed port 80, or a rate limit`,
  },
];

/** What a person should know about certificates before clients complain, for the Prometheus operator; Azure's are in `bicep/modules/alerts.bicep`. */
export class CertificateAlerts extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const { certificates, monitoring } = values;
    addKubeObject(this, 'Resource', { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' }, {
      metadata: platformMetadata(values, 'scoring-certificates', monitoring.namespace),
      spec: {
        groups: [{
          name: 'plumbline-certificates',
          rules: RULES.map(({ alert, expr, for: duration, severity, summary, action }) => ({
            alert, expr, for: duration, labels: { severity }, annotations: { summary, description: action },
          })),
        }],
      },
    }, { condition: and(equal(monitoring.prometheus, 'operator'), not(equal(certificates.mode, 'secret'))) });
  }
}
