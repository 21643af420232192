import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { Metrics } from '../../model-image/gateway/src/telemetry/metrics';
import { PlatformChart } from '../../src/charts/platform-chart';
import { CERTIFICATE_METRICS } from '../../src/constructs/certificate-metrics';
import { type Manifest, manifestOf, synthesize } from '../helpers/manifests';
import { platformValues } from '../helpers/platform-values';
import { isPromql, metricsIn } from '../helpers/promql';

/** Metrics that are not the runtime's own, and who has them. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  // cert-manager 1.21: https://github.com/cert-manager/cert-manager/blob/v1.21.1/internal/collectors/certificate_collector.go
  certManager: ['certmanager_certificate_expiration_timestamp_seconds', 'certmanager_certificate_ready_status'],
  // kube-state-metrics: https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
  kubeStateMetrics: [
    'kube_deployment_spec_replicas', 'kube_deployment_status_replicas_available', 'kube_horizontalpodautoscaler_spec_max_replicas',
    'kube_horizontalpodautoscaler_spec_min_replicas', 'kube_horizontalpodautoscaler_status_current_replicas', 'kube_pod_status_phase',
  ],
};

interface Rule { readonly alert: string; readonly expr: string; readonly annotations: { readonly description: string } }

const monitoring = { prometheus: 'operator', grafana: true, namespace: 'monitoring', scrapeIntervalSeconds: 30 } as const;
const platform = synthesize((app: App) => new PlatformChart(app, 'platform', platformValues({ monitoring })));
const rulesOf = (manifest: Manifest) => (manifest as unknown as { spec: { groups: { rules: Rule[] }[] } }).spec.groups.flatMap(({ rules }) => rules);

const certificateRules = rulesOf(platform.find(({ kind }) => kind === 'PrometheusRule')!);
const dashboard = JSON.parse((platform.find(({ kind }) => kind === 'ConfigMap') as unknown as { data: Record<string, string> }).data['scoring.json']) as {
  panels: { title: string; targets: { expr: string }[] }[];
  templating: { list: { query: string | { query: string } }[] };
};
const azure = JSON.parse(readFileSync(join(__dirname, '../bicep/golden/complete.json'), 'utf8')) as unknown;

const QUERIES: readonly (readonly [of: string, expression: string])[] = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [`panel ${title}`, expr])),
  ...rulesOf(manifestOf('PrometheusRule', { monitoring: { prometheus: 'operator' } })).map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
  ...certificateRules.map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
  ...expressionsIn(azure).map(({ alert, expression }): [string, string] => [`Azure's alert ${alert}`, expression]),
];

/** The metrics that the runtime serves on /metrics, as it writes them. */
async function served(): Promise<Set<string>> {
  const metrics = new Metrics();
  const scheduler = { queue: { rows: 0, bytes: 0 }, queueLimitRows: 1 } as unknown as Parameters<Metrics['watch']>[0];
  const pool = { busy: 0, ready: 0, restarts: new Map(), workers: [] } as unknown as ReturnType<Parameters<Metrics['watch']>[1]>;
  const bodies = { bytes: 0, limitBytes: 1 } as unknown as ReturnType<Parameters<Metrics['watch']>[2]>;
  metrics.watch(scheduler, () => pool, () => bodies);
  const text = await metrics.registry.metrics();
  return new Set([...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name, type]) => type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]));
}

test.each(QUERIES)('%s is a query that Prometheus reads', (_of, expression) => {
  expect(isPromql(expression)).toBe(true);
});

test('whatever dashboards and alerts ask for is on the runtime\'s /metrics, or is of an exporter that has it', async () => {
  const runtime = await served();
  const asked = QUERIES.flatMap(([of, expression]) => metricsIn(expression).map((metric) => ({ of, metric })));
  expect(asked.filter(({ metric }) => !runtime.has(metric) && !Object.values(OTHERS).flat().includes(metric))).toEqual([]);
  expect(new Set(asked.map(({ metric }) => metric.split('_')[0]))).toEqual(new Set(['plumbline', 'kube', 'certmanager']));
});

test('the dashboard finds its models by a metric of the runtime', async () => {
  const queries = dashboard.templating.list.flatMap(({ query }) => typeof query === 'string' ? [] : [/^label_values\((\w+), \w+\)$/.exec(query.query)?.[1] ?? query.query]);
  expect([...await served()]).toEqual(expect.arrayContaining(queries));
});

test('no other exporter is listed for what nobody asks', () => {
  const asked = new Set(QUERIES.flatMap(([, expression]) => metricsIn(expression)));
  expect(Object.values(OTHERS).flat().filter((metric) => !asked.has(metric))).toEqual([]);
});

test('a certificate that is late is told by the operator\'s Prometheus and by Azure\'s alike', () => {
  const ofCertificates = (alerts: readonly { readonly alert: string }[]) => alerts.map(({ alert }) => alert).filter((alert) => alert.startsWith('Certificate'));
  expect(ofCertificates(expressionsIn(azure))).toEqual(ofCertificates(certificateRules));
  const expressions = new Map(expressionsIn(azure).map(({ alert, expression }) => [alert, expression]));
  expect(certificateRules.filter(({ alert, expr }) => expressions.get(alert) !== expr)).toEqual([]);
});

test('the names of cert-manager\'s metrics stand in one place', () => {
  expect(OTHERS.certManager).toEqual(Object.values(CERTIFICATE_METRICS));
});

/** The rules of Prometheus in what Bicep predicts. */
function expressionsIn(value: unknown): { alert: string; expression: string }[] {
  if (typeof value !== 'object' || value === null) { return []; }
  const rule = value as { alert?: string; expression?: string };
  return rule.alert !== undefined && rule.expression !== undefined
    ? [{ alert: rule.alert, expression: rule.expression }]
    : Object.values(value).flatMap(expressionsIn);
}
