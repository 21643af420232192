import { parse } from 'yaml';
import type { Connection } from './connection';
import { plumblineBeside } from '../../test/helpers/plumbline';
import { HELM_CONTROLLER } from '../cluster/helm-controller';
import { OCI_REGISTRY } from '../cluster/oci-registry';
import { Stage } from '../flux/stage';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { deployment } from '../kubernetes/objects';

const PATIENCE_SECONDS = 180;
const SOURCE = 'source.toolkit.fluxcd.io/v1';

describe('a chart of a model that Flux installs', () => {
  let cluster: Connection;
  let stage: Stage;
  let registry: string;

  beforeAll(async () => {
    stage = await Stage.withSamples();
    cluster = stage.cluster;
    await stage.repository.synth();
    stage.repository.commit('The charts');
    await stage.open({ more: [OCI_REGISTRY, HELM_CONTROLLER] });
    registry = `oci://${stage.registryHost}/charts`;
  }, 240_000);

  afterAll(async () => {
    await stage?.close();
  }, 180_000);

  const push = () => plumblineBeside(stage.repository.clone, ['chart', 'push', '--to', registry, '--model', 'churn', '--no-cache'], { DOCKER_CONFIG: '/nonexistent' });

  /** What docs/helm.md has a platform engineer write. */
  async function release(chart: object, source: KubernetesObject): Promise<void> {
    await cluster.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'churn', labels: { 'app.kubernetes.io/managed-by': 'plumbline' } } });
    await cluster.api.apply(source);
    await cluster.api.apply({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'churn', namespace: 'flux-system' },
      spec: {
        interval: '10m',
        releaseName: 'churn',
        targetNamespace: 'churn',
        storageNamespace: 'churn',
        driftDetection: { mode: 'enabled' },
        ...chart,
        values: parse(stage.repository.read('dist/charts/churn/values-production.yaml')) as object,
      },
    });
  }

  const oci = (tag: string): KubernetesObject => ({
    apiVersion: SOURCE,
    kind: 'OCIRepository',
    metadata: { name: 'chart-churn', namespace: 'flux-system' },
    spec: { interval: '10m', url: `${registry}/churn`, ref: { tag }, layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' } },
  });

  async function installed(chart: string): Promise<void> {
    const object: KubernetesObject = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'churn', namespace: 'flux-system' } };
    await eventually(async () => {
      const found = await cluster.api.get(object);
      const { conditions = [], history = [] } = (found?.status ?? {}) as {
        conditions?: { type: string; status: string; message: string; observedGeneration?: number }[];
        history?: { chartVersion: string; status: string }[];
      };
      const ready = conditions.find(({ type }) => type === 'Ready');
      // The chart alone does not do: it may have been installed with the values before.
      const isOfSpec = ready?.status === 'True' && ready.observedGeneration === found?.metadata.generation;
      const isDone = isOfSpec && history[0]?.chartVersion.startsWith(chart) && history[0].status === 'deployed';
      return isDone ? undefined : `${ready?.message ?? 'nothing yet'} ${JSON.stringify(history[0] ?? {})}`;
    }, { what: `chart ${chart} to be installed`, timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
  }

  const versionOf = async () => (await cluster.api.get(deployment('churn')))!.metadata.labels!['app.kubernetes.io/version'];

  test('is pushed under its version, once', async () => {
    expect((await push()).stdout).toMatch(/^pushed {2}oci:.*\/charts\/churn:2\.1\.0 {2}sha256:[0-9a-f]{64}\n1 chart pushed, 0 there already\n$/);
    expect((await push()).stdout).toBe('0 charts pushed, 1 there already\n');
  });

  test('is installed from the registry', async () => {
    await release({ chartRef: { kind: 'OCIRepository', name: 'chart-churn' } }, oci('2.1.0'));
    await installed('2.1.0');
    expect(await versionOf()).toBe('2.1.0');
  }, 240_000);

  test('is refused with another content under the same version', async () => {
    stage.repository.edit('models/churn.yaml', 'path: /customer/churn', 'path: /customer/churn-2');
    await stage.repository.synth();
    const { exitCode, stderr } = await push();
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/charts\/churn has a version 2\.1\.0 already, with another content \(sha256:.*\); a version never changes: raise metadata.version of models\/churn.yaml/) as string });
  });

  test('is upgraded by its next version, and what somebody changed by hand is repaired', async () => {
    stage.repository.edit('models/churn.yaml', 'version: 2.1.0', 'version: 2.2.0');
    await stage.repository.synth();
    expect((await push()).stdout).toContain('1 chart pushed');
    await cluster.api.delete({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'churn', namespace: 'churn' } });
    await release({ chartRef: { kind: 'OCIRepository', name: 'chart-churn' } }, oci('2.2.0'));
    await installed('2.2.0');
    expect(await versionOf()).toBe('2.2.0');
    expect(await cluster.api.get({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'churn', namespace: 'churn' } })).toBeDefined();
  }, 240_000);
});
