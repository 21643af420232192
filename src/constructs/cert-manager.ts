import { Construct } from 'constructs';
import { equal, type Reference, when } from '../expression';
import { PINS } from './component-pins';
import { HelmComponent } from './helm-component';
import type { ClusterValues } from '../spec/cluster-values';

/** Where cert-manager runs; the Secret of an own CA lies here. */
export const CERT_MANAGER_NAMESPACE = 'cert-manager';

/** Issues and renews certificates (https://cert-manager.io/docs/installation/best-practice/). */
export class CertManager extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    const requests = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { memory: '512Mi' } });
    new HelmComponent(this, 'Component', values, {
      name: 'cert-manager',
      pin: PINS.certManager,
      namespace: CERT_MANAGER_NAMESPACE,
      values: {
        // Kept when the release goes: with the definitions every certificate of the cluster would go.
        crds: { enabled: true, keep: true },
        replicaCount: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: requests('20m', '96Mi'),
        // The API server refuses certificates while no webhook answers.
        webhook: { replicaCount: 2, podDisruptionBudget: { enabled: true, minAvailable: 1 }, resources: requests('10m', '48Mi') },
        cainjector: { replicaCount: 2, podDisruptionBudget: { enabled: true, minAvailable: 1 }, resources: requests('10m', '96Mi') },
        // CertificateMetrics has them scraped.
        prometheus: { enabled: true },
        config: when(equal(values.ingress.controller, 'gateway-api'), {
          apiVersion: 'controller.config.cert-manager.io/v1alpha1', kind: 'ControllerConfiguration', gatewayAPI: { enabled: true },
        }),
      },
    });
  }
}
