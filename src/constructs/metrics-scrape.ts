import { Construct } from 'constructs';
import { concat, equal, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, selectorLabels } from './metadata';
import type { ScoringValues } from '../spec/values';

/**
 * Where Prometheus finds the pods' metrics. Azure Monitor's managed Prometheus reads the same PodMonitor under a group of its own
 * (https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-crd).
 */
export class MetricsScrape extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const { monitoring } = values;
    const podMonitor = {
      metadata: objectMetadata(values),
      spec: {
        selector: { matchLabels: selectorLabels(values) },
        podMetricsEndpoints: [{ port: 'management', path: '/metrics', interval: concat(monitoring.scrapeIntervalSeconds, 's') }],
      },
    };
    addKubeObject(this, 'Azure', { apiVersion: 'azmonitoring.coreos.com/v1', kind: 'PodMonitor' }, podMonitor,
      { condition: equal(monitoring.prometheus, 'azure') });
    addKubeObject(this, 'Operator', { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor' }, podMonitor,
      { condition: equal(monitoring.prometheus, 'operator') });
  }
}
