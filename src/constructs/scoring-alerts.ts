import { Construct } from 'constructs';
import { concat, equal, type Reference, type Value } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata } from './metadata';
import { METRICS } from './runtime-metrics';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

interface AlertRule {
  readonly alert: string;
  readonly expr: Value<string>;
  readonly for: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: Value<string>;
  /** What the person who is woken does first. */
  readonly action: Value<string>;
}

/**
 * What a person should know about the model before its callers complain, for the Prometheus operator. Each alert says what to do first.
 * With Azure's managed Prometheus, alerts are resources of Azure and not of the cluster.
 */
export class ScoringAlerts extends Construct {
  constructor(scope: Construct, id: string, values: Values) {
    super(scope, id);
    addKubeObject(this, 'Resource', { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' }, {
      metadata: objectMetadata(values),
      spec: {
        groups: [{
          name: concat('plumbline-', values.name),
          rules: alertRules(values).map(({ alert, expr, for: duration, severity, summary, action }) => ({
            alert,
            expr,
            for: duration,
            labels: { severity, model: values.name, team: values.team },
            annotations: { summary, description: action },
          })),
        }],
      },
    }, { condition: equal(values.monitoring.prometheus, 'operator') });
  }
}

function alertRules(values: Values): AlertRule[] {
  const { name, namespace, endpoint, scaling } = values;
  const here = concat('{namespace="', namespace, '"}');
  const selected = (selector: string) => concat('{namespace="', namespace, '",', selector, '}');
  const target = (kind: string) => concat('{namespace="', namespace, '",', kind, '="', name, '"}');
  const rate = (metric: string, labels: Value<string>) => concat('sum(rate(', metric, labels, '[5m]))');
  return [
    {
      alert: 'ModelHasTooFewPods',
      expr: concat('kube_deployment_status_replicas_available', target('deployment'), ' < ', scaling.min),
      for: '10m',
      severity: 'critical',
      summary: concat(name, ' has {{ $value }} ready pods, fewer than the ', scaling.min, ' it should have'),
      action: concat('kubectl -n ', namespace, ' get pods; a pod that is not ready says why in its events and in the last lines of its log'),
    },
    {
      alert: 'ModelFails',
      expr: concat(rate(METRICS.requests, selected('status=~"5.."')), ' / ', rate(METRICS.requests, here), ' > 0.05'),
      for: '5m',
      severity: 'critical',
      summary: concat(name, ' fails {{ $value | humanizePercentage }} of its requests'),
      action: concat('kubectl -n ', namespace, ' logs deployment/', name, ' shows the error of R; git revert the last change of the spec to go back'),
    },
    {
      alert: 'ModelIsSlow',
      expr: concat(
        'histogram_quantile(0.99, sum by (le) (rate(', METRICS.requestSeconds, '_bucket', here, '[5m]))) > 0.8 * ', endpoint.timeoutSeconds,
      ),
      for: '10m',
      severity: 'warning',
      summary: concat('one in a hundred requests of ', name, ' takes {{ $value | humanizeDuration }}, near its deadline of ', endpoint.timeoutSeconds, ' s'),
      action: 'compare the stages on the dashboard: time in the queue asks for a higher scaling.max, time to score for a faster model',
    },
    {
      alert: 'ModelQueueFills',
      expr: concat('max(', METRICS.queueRows, here, ' / ', METRICS.queueLimitRows, here, ') > 0.8'),
      for: '5m',
      severity: 'warning',
      summary: concat('a queue of ', name, ' is {{ $value | humanizePercentage }} full; beyond that callers get 503'),
      action: 'raise scaling.max, or workers.cores for bigger pods',
    },
    {
      alert: 'ModelWorkersCrash',
      expr: concat('sum(increase(', METRICS.workerRestarts, selected('reason!="retired"'), '[15m])) > 3'),
      for: '0m',
      severity: 'warning',
      summary: concat('R workers of ', name, ' were restarted {{ $value }} times in 15 minutes'),
      action: 'the reason stands in the log: a deadline, a crash, or more memory than workers.memoryPerWorker',
    },
    {
      alert: 'ModelAtItsMaximum',
      expr: concat('kube_horizontalpodautoscaler_status_current_replicas', target('horizontalpodautoscaler'), ' >= ', scaling.max),
      for: '30m',
      severity: 'warning',
      summary: concat(name, ' has run at its maximum of ', scaling.max, ' pods for half an hour'),
      action: 'raise scaling.max if the load is real, and see that the node pool can grow with it',
    },
  ];
}
