import { join } from 'node:path';
import { workspace, writeSamples } from './charts';
import { type HelmObject, hooks, templated } from './helm';
import { podSecurityViolations } from '../../test/helpers/pod-security/pod-security-violations';

const charts = writeSamples(workspace());
const chart = join(charts, 'churn');
const objects = hooks(chart);
const named = (kind: string, name: string) =>
  objects.find((object) => object.kind === kind && object.metadata.name === name) as HelmObject & { readonly spec: never };

describe('helm test', () => {
  test('runs one pod, and opens the network policies for it and no longer', () => {
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name, metadata.annotations!['helm.sh/hook-delete-policy']])).toEqual([
      ['NetworkPolicy', 'churn-test-scoring', 'before-hook-creation,hook-succeeded'],
      ['NetworkPolicy', 'churn-test', 'before-hook-creation,hook-succeeded'],
      ['Pod', 'churn-test', 'before-hook-creation,hook-succeeded'],
    ]);
  });

  test('opens the policies before the pod starts', () => {
    const weight = ({ metadata }: HelmObject) => Number(metadata.annotations!['helm.sh/hook-weight']);
    expect(objects.filter(({ kind }) => kind === 'NetworkPolicy').every((policy) => weight(policy) < weight(named('Pod', 'churn-test')))).toBe(true);
  });

  test('runs a pod that the model\'s namespace admits', () => {
    expect(podSecurityViolations(named('Pod', 'churn-test'))).toEqual([]);
  });

  test('runs a pod that neither Service nor Deployment takes for its own', () => {
    const { labels } = named('Pod', 'churn-test').metadata as unknown as { labels: Record<string, string> };
    const { selector } = (templated(chart).find(({ kind }) => kind === 'Service') as unknown as { spec: { selector: Record<string, string> } }).spec;
    expect(Object.entries(selector).every(([name, value]) => labels[name] === value)).toBe(false);
  });

  test('calls the model through its Service', () => {
    const { env } = (named('Pod', 'churn-test') as unknown as { spec: { containers: { env: { name: string; value: string }[] }[] } }).spec.containers[0];
    expect(env).toContainEqual({ name: 'MODEL_URL', value: 'http://churn.churn.svc/customer/churn' });
  });

  test.each<[string, string, object]>([
    ['a Secret', 'dev', { secret: { secretName: 'boston-housing-credentials', defaultMode: 288, items: [{ key: 'signing-keys.json', path: 'signing-keys.json' }] } }],
    ['a Key Vault', 'production', { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'boston-housing' } } }],
  ])('signs its token by the key that the pods have from %s, and sees nothing else', (_, environment, volume) => {
    const { spec } = testPod('boston-housing', environment);
    expect(spec).toMatchObject({ serviceAccountName: 'boston-housing', automountServiceAccountToken: false, volumes: [{ name: 'secrets', ...volume }] });
    expect(spec.containers[0].volumeMounts).toEqual([{ name: 'secrets', mountPath: '/etc/plumbline-secrets', readOnly: true }]);
  });

  test.each(['claims-triage', 'image-quality'])('has nothing mounted for %s, whose service signs no tokens', (model) => {
    const { spec } = testPod(model, 'production');
    expect([spec.volumes, spec.containers[0].volumeMounts]).toEqual([undefined, undefined]);
  });
});

interface TestPod {
  readonly spec: { readonly volumes?: unknown; readonly containers: readonly { readonly volumeMounts?: unknown }[] };
}

function testPod(model: string, environment: string): TestPod {
  const folder = join(charts, model);
  return hooks(folder, '-f', join(folder, `values-${environment}.yaml`)).find(({ kind }) => kind === 'Pod') as unknown as TestPod;
}
