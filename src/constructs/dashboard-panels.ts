import { CERTIFICATE_METRICS } from './certificate-metrics';
import { METRICS } from './runtime-metrics';

interface Query {
  readonly expr: string;
  /** Name of the line, with labels in double braces. */
  readonly legend: string;
}

interface PanelProps {
  readonly title: string;
  /** What a reader learns from it, shown behind the panel's i. */
  readonly description: string;
  /** Grafana's name of the unit: https://github.com/grafana/grafana, packages/grafana-data, valueFormats. */
  readonly unit: string;
  readonly queries: readonly Query[];
}

const MODEL = '{namespace="$model"}';
const rate = (metric: string, by: string, labels = MODEL) => `sum by (${by}) (rate(${metric}${labels}[$__rate_interval]))`;
const quantile = (share: number, metric: string, by = '') =>
  `histogram_quantile(${share}, sum by (le${by}) (rate(${metric}_bucket${MODEL}[$__rate_interval])))`;

const PANELS: readonly PanelProps[] = [
  {
    title: 'Requests',
    description: 'Answers a second, by status. 503 is a full queue, 504 a missed deadline, 422 input that breaks the contract.',
    unit: 'reqps',
    queries: [{ expr: rate(METRICS.requests, 'status'), legend: '{{status}}' }],
  },
  {
    title: 'Latency',
    description: 'From the first byte of the request to the last of the answer, as the gateway sees it.',
    unit: 's',
    queries: [0.5, 0.95, 0.99].map((share) => ({ expr: quantile(share, METRICS.requestSeconds), legend: `p${share * 100}` })),
  },
  {
    title: 'Where the time goes',
    description: 'The slowest twentieth of each stage. Time in the queue asks for more pods, time to score for a faster model.',
    unit: 's',
    queries: [{ expr: quantile(0.95, METRICS.stageSeconds, ', stage'), legend: '{{stage}}' }],
  },
  {
    title: 'Queue',
    description: 'Rows that wait for a worker, in the pod where most do, and what the queue holds at most.',
    unit: 'none',
    queries: [
      { expr: `max(${METRICS.queueRows}${MODEL})`, legend: 'waiting' },
      { expr: `max(${METRICS.queueLimitRows}${MODEL})`, legend: 'limit' },
    ],
  },
  {
    title: 'Workers',
    description: 'R processes of all pods. All busy for long means that the model is at its capacity.',
    unit: 'none',
    queries: [{ expr: `sum(${METRICS.workersBusy}${MODEL})`, legend: 'busy' }, { expr: `sum(${METRICS.workersReady}${MODEL})`, legend: 'ready' }],
  },
  {
    title: 'Pods',
    description: 'What the autoscaler runs, and the bounds that the spec sets.',
    unit: 'none',
    queries: ['status_current_replicas', 'spec_min_replicas', 'spec_max_replicas'].map((field) => ({
      expr: `max(kube_horizontalpodautoscaler_${field}${MODEL})`, legend: field.split('_')[1],
    })),
  },
  {
    title: 'Memory of a worker',
    description: 'Resident memory of the largest R process. Near workers.memoryPerWorker it will be killed.',
    unit: 'bytes',
    queries: [{ expr: `max by (pod) (${METRICS.workerMemoryBytes}${MODEL})`, legend: '{{pod}}' }],
  },
  {
    title: 'Restarts of workers',
    description: 'By reason: retired is planned, anything else is worth a look at the log.',
    unit: 'none',
    queries: [{ expr: `sum by (reason) (increase(${METRICS.workerRestarts}${MODEL}[$__rate_interval]))`, legend: '{{reason}}' }],
  },
  {
    title: 'Rows a batch',
    description: 'How many rows go to a worker together. One at low load; more under load, which is what makes the service fast.',
    unit: 'none',
    queries: [0.5, 0.95].map((share) => ({ expr: quantile(share, METRICS.batchRows), legend: `p${share * 100}` })),
  },
  {
    title: 'Refused logins and tokens',
    description: 'By reason. A sudden rise is a client with an old key, or somebody trying.',
    unit: 'none',
    queries: [{ expr: rate(METRICS.authFailures, 'reason'), legend: '{{reason}}' }],
  },
  {
    title: 'Certificates expire in',
    description: 'Of all models and hosts of the cluster, as cert-manager has them. It renews at a third of their time; a line that falls on beyond that asks for plumbline status.',
    unit: 's',
    queries: [{ expr: `min by (namespace, name) ((${CERTIFICATE_METRICS.expiration} > 0) - time())`, legend: '{{namespace}}/{{name}}' }],
  },
];

const COLUMNS = 2;
/** Grafana's grid is 24 units wide. */
const WIDTH = 24 / COLUMNS;
const HEIGHT = 8;

/** The panels, two in a row, as Grafana's JSON model has them (https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/). */
export function dashboardPanels() {
  return PANELS.map(({ title, description, unit, queries }, index) => ({
    id: index + 1,
    type: 'timeseries',
    title,
    description,
    datasource: { type: 'prometheus', uid: '${datasource}' },
    gridPos: { x: (index % COLUMNS) * WIDTH, y: Math.floor(index / COLUMNS) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: queries.map(({ expr, legend }, target) => ({ refId: String.fromCharCode('A'.charCodeAt(0) + target), expr, legendFormat: legend })),
  }));
}
