import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { and, json, not, equal, type Reference, concat } from '../expression';
import { dashboardPanels } from './dashboard-panels';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { PlatformValues } from '../spec/platform-values';

/**
 * One Grafana dashboard for all models of an environment, the model chosen at its top: a thousand models need no thousand dashboards.
 * Grafana's sidecar finds it by its label (https://github.com/grafana/helm-charts, charts/grafana, sidecar.dashboards).
 */
export class ScoringDashboard extends Construct {
  constructor(scope: Construct, id: string, values: Reference<PlatformValues>) {
    super(scope, id);
    const metadata = platformMetadata(values, 'scoring-dashboard', values.monitoring.namespace);
    addKubeObject<k8s.KubeConfigMapProps>(this, 'Resource', k8s.KubeConfigMap.GVK, {
      metadata: { ...metadata, labels: { ...metadata.labels, grafana_dashboard: '1' } },
      data: { 'scoring.json': concat(json(dashboard(values)), '\n') },
    }, { condition: and(values.monitoring.grafana, not(equal(values.monitoring.prometheus, 'none'))) });
  }
}

function dashboard(values: Reference<PlatformValues>) {
  return {
    uid: concat('plumbline-', values.environment.name),
    title: concat('Scoring, ', values.environment.name),
    tags: ['plumbline'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        {
          name: 'model',
          label: 'Model',
          type: 'query',
          datasource: { type: 'prometheus', uid: '${datasource}' },
          query: { query: 'label_values(plumbline_workers_ready, namespace)', refId: 'models' },
          refresh: 2,
          sort: 1,
        },
      ],
    },
    panels: dashboardPanels(),
  };
}
