import { helm, type HelmResult } from '../helm/helm';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explained } from '../kubernetes/explain';
import { deployment, namespace, service } from '../kubernetes/objects';
import { Scene } from '../prediction/scene';
import { builtTools } from '../tools/build';

const NAME = 'boston-housing';
const PODS = 2;
/** Where the releases are recorded; the model's own namespace is made by the chart. */
const RELEASES = 'scoring-releases';
const PATIENCE_SECONDS = 240;
/** A test that fails goes on asking for longer than anybody wants to wait here. */
const SOON = ['--timeout', '45s'];

/** A real model that nobody but helm deploys: only the names of the world lead elsewhere, see README.md. */
describe('the chart of a model', () => {
  let scene: Scene;
  let chart: string;

  beforeAll(async () => {
    process.env.PLUMBLINE_HELM ||= (await builtTools(['helm'])).helm;
    scene = await Scene.open();
    await scene.prepare({ name: NAME, scaling: { min: PODS, max: 4 } });
    chart = scene.writeChart(NAME);
  }, 1_200_000);

  afterAll(async () => {
    if (scene === undefined) { return; }
    release('uninstall', NAME, '--ignore-not-found');
    await scene.cluster.api.delete(namespace(RELEASES));
    await scene.close();
  }, 240_000);

  const explain = () => scene.explain(NAME);
  const install = (...options: readonly string[]) =>
    release('upgrade', '--install', NAME, chart, '-f', `${chart}/values-production.yaml`, '--create-namespace', ...options);
  const testRelease = (...options: readonly string[]) => release('test', NAME, ...options);

  test('is installed by helm alone, and answers a client with R\'s own number', () => explained(async () => {
    const { ok, output, error } = install();
    expect({ ok, error }).toEqual({ ok: true, error: '' });
    expect(output).toContain('https://models.contoso.com/boston-housing');
    expect(output).toContain(`the Secret ${NAME}-credentials is in namespace ${NAME}`);
    await scene.placeUsers(NAME);
    await scene.served(NAME, PODS);
    const client = await scene.client(NAME);
    expect(await client.curl([scene.artifact.row])).toEqual([{ medv: scene.artifact.prediction }]);
    client.close();
  }, explain), 400_000);

  test('scores the sample of the model in helm test, and leaves nothing of the test', () => explained(async () => {
    expect(await scored('1.0.0')).toBe(0);
    expect(testRelease().error).toBe('');
    expect(await scored('1.0.0')).toBe(1);
    expect(await testObjects()).toEqual([]);
  }, explain), 400_000);

  test('is upgraded, and helm test asks until the pods of the new version answer', () => explained(async () => {
    const before = await selector();
    expect(install('--set', 'version=1.1.0,workers.recycleAfterRequests=1000').error).toBe('');
    expect(testRelease().error).toBe('');
    expect(await scored('1.1.0')).toBe(1);
    expect(await selector()).toEqual(before);
    await scene.served(NAME, PODS);
  }, explain), 400_000);

  test('fails in helm test when the new version does not come up, though the old one still answers', () => explained(async () => {
    expect(install('--set', `version=1.2.0,artifact.sha256=${'0'.repeat(64)}`).error).toBe('');
    expect(testRelease(...SOON).ok).toBe(false);
    expect(await testLog()).toContain('version 1.1.0 answers, and not 1.2.0 of this release');
  }, explain), 400_000);

  test('goes back to the first version, which helm test finds', () => explained(async () => {
    expect(release('rollback', NAME, '1').error).toBe('');
    expect(testRelease().error).toBe('');
    expect(await scored('1.0.0')).toBe(1);
    await scene.served(NAME, PODS);
  }, explain), 400_000);

  test('fails in helm test when nobody answers', () => explained(async () => {
    await scene.cluster.api.patch(service(NAME), { spec: { selector: { 'app.kubernetes.io/name': 'nobody' } } });
    expect(testRelease(...SOON).ok).toBe(false);
    expect(await testLog()).toMatch(/ECONNREFUSED|ETIMEDOUT|Timeout/);
  }, explain), 400_000);

  test('is uninstalled, and leaves nothing', async () => {
    expect(release('uninstall', NAME).error).toBe('');
    await eventually(async () => await scene.cluster.api.get(namespace(NAME)) === undefined ? undefined : 'it is still there', {
      what: `namespace ${NAME} to be deleted`, timeoutSeconds: PATIENCE_SECONDS, explain,
    });
    expect((await scene.cluster.api.list('v1', 'Secret', RELEASES)).map(({ metadata }) => metadata.name)).toEqual([]);
  }, 400_000);

  function release(...args: readonly string[]): HelmResult {
    return helm(...args, '--namespace', RELEASES, '--kubeconfig', scene.cluster.kubeconfig);
  }

  async function selector(): Promise<unknown> {
    return ((await scene.cluster.api.get(deployment(NAME)))!.spec as { selector: unknown }).selector;
  }

  /** How often helm test has had a row scored by the pods of a version that are there, as they logged it. */
  async function scored(version: string): Promise<number> {
    const logs = await scene.kubectl.run(['logs', '--namespace', NAME, '--selector', `app.kubernetes.io/component=scoring,app.kubernetes.io/version=${version}`, '--tail=-1']);
    return logs.split('\n').filter((line) => line.includes('"helm-test"') && line.includes('/score') && line.includes('200')).length;
  }

  function testLog(): Promise<string> {
    return scene.kubectl.run(['logs', '--namespace', NAME, `${NAME}-test`]);
  }

  /** What helm test made and left. */
  async function testObjects(): Promise<string[]> {
    const found: readonly KubernetesObject[] = [
      ...await scene.cluster.api.list('v1', 'Pod', NAME), ...await scene.cluster.api.list('networking.k8s.io/v1', 'NetworkPolicy', NAME),
    ];
    return found.map(({ metadata }) => metadata.name).filter((name) => name.includes('-test'));
  }
});
