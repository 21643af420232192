import { Construct } from 'constructs';
import { and, concat, equal, type Reference } from '../expression';
import { CERT_MANAGER_NAMESPACE } from './cert-manager';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

/** Metrics of cert-manager that alerts and the dashboard are made of (https://cert-manager.io/docs/devops-tips/prometheus-metrics/). */
export const CERTIFICATE_METRICS = {
  expiration: 'certmanager_certificate_expiration_timestamp_seconds',
  ready: 'certmanager_certificate_ready_status',
} as const;

/** Where Prometheus finds when certificates expire, where Flux installs cert-manager: as MetricsScrape has it for the models. */
export class CertificateMetrics extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const { certificates, monitoring } = values;
    const podMonitor = {
      // Beside what scrapes: cert-manager's own namespace is there when its release is.
      metadata: platformMetadata(values, 'cert-manager', monitoring.namespace),
      spec: {
        namespaceSelector: { matchNames: [CERT_MANAGER_NAMESPACE] },
        selector: { matchLabels: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' } },
        // A metric's namespace is that of the certificate, and not of cert-manager.
        podMetricsEndpoints: [{ port: 'http-metrics', path: '/metrics', honorLabels: true, interval: concat(monitoring.scrapeIntervalSeconds, 's') }],
      },
    };
    addKubeObject(this, 'Azure', { apiVersion: 'azmonitoring.coreos.com/v1', kind: 'PodMonitor' }, podMonitor,
      { condition: and(certificates.certManager, equal(monitoring.prometheus, 'azure')) });
    addKubeObject(this, 'Operator', { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor' }, podMonitor,
      { condition: and(certificates.certManager, equal(monitoring.prometheus, 'operator')) });
  }
}
