import { parser } from '@prometheus-io/lezer-promql';

/** What Grafana fills in before Prometheus sees a query. */
const GRAFANA_DURATION = /\$__rate_interval/g;

/** Whether Prometheus' own parser takes an expression as it is. */
export function isPromql(expression: string): boolean {
  let broken = false;
  parser.parse(expression.replace(GRAFANA_DURATION, '5m')).iterate({ enter: ({ type }) => { broken ||= type.isError; } });
  return !broken;
}

/** Names of the metrics that an expression asks for. */
export function metricsIn(expression: string): string[] {
  const text = expression.replace(GRAFANA_DURATION, '5m');
  const names: string[] = [];
  parser.parse(text).iterate({
    enter: ({ name, node, from, to }) => {
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') { names.push(text.slice(from, to)); }
    },
  });
  return names;
}
