import type { ScoringValues } from '../../src/spec/values';
import { validateManifest } from '../helpers/kubernetes-schemas/validate-manifest';
import { kindsOf, manifestOf } from '../helpers/manifests';
import type { DeepPartial } from '../helpers/scoring-values';

const operator: DeepPartial<ScoringValues> = {
  namespace: 'churn', name: 'churn', monitoring: { prometheus: 'operator', namespace: 'monitoring' }, scaling: { min: 3, max: 9 }, endpoint: { timeoutSeconds: 40 },
};

function rules(): Rule[] {
  const { spec } = manifestOf('PrometheusRule', operator) as unknown as { spec: { groups: { rules: Rule[] }[] } };
  return spec.groups[0].rules;
}

const rule = (alert: string) => rules().find((candidate) => candidate.alert === alert)!;

describe('ScoringAlerts', () => {
  test('are made for the Prometheus operator only', () => {
    expect(kindsOf(operator)).toContain('PrometheusRule');
    expect(kindsOf({ monitoring: { prometheus: 'azure' } })).not.toContain('PrometheusRule');
  });

  test('are accepted by the schema of their kind', () => {
    expect(validateManifest(manifestOf('PrometheusRule', operator), '1.36')).toEqual([]);
  });

  test('look at nothing but the namespace of the model', () => {
    expect(rules().filter(({ expr }) => !expr.includes('{namespace="churn"'))).toEqual([]);
  });

  test('know the bounds of the autoscaler', () => {
    expect(rule('ModelHasTooFewPods').expr).toBe('kube_deployment_status_replicas_available{namespace="churn",deployment="churn"} < 3');
    expect(rule('ModelAtItsMaximum').expr).toMatch(/ >= 9$/);
  });

  test('compare latency with the deadline of the model', () => {
    expect(rule('ModelIsSlow').expr).toMatch(/ > 0\.8 \* 40$/);
  });

  test('say what to do first', () => {
    expect(rules().filter(({ annotations }) => annotations.description.length < 20)).toEqual([]);
  });
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly description: string };
}
