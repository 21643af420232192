import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Connection } from './connection';
import { plumblineBeside } from '../../test/helpers/plumbline';
import { HELM_CONTROLLER } from '../cluster/helm-controller';
import { OCI_REGISTRY } from '../cluster/oci-registry';
import { Stage } from '../flux/stage';
import { statusOf } from '../flux/status';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { deployment, namespace, service } from '../kubernetes/objects';

const MODELS = ['boston-housing', 'churn', 'claims-triage', 'image-quality'];

/** Longest time in which Flux is expected to have done what nobody asked it for at once: an interval of retries and some. */
const PATIENCE_SECONDS = 150;

const ENVIRONMENT = 'environments/production.yaml';
const MANIFESTS = 'gitops: { source: git,';

describe('a cluster that installs the charts of its models', () => {
  let cluster: Connection;
  let stage: Stage;
  let registry: string;
  let head: string;

  beforeAll(async () => {
    stage = await Stage.withSamples();
    cluster = stage.cluster;
    registry = `oci://${stage.registryHost}/charts`;
    stage.repository.edit(ENVIRONMENT, MANIFESTS, `gitops: { deliver: chart-oci, charts: "${registry}", source: git,`);
    await stage.repository.synth();
    head = stage.repository.commit('The first charts');
    await stage.open({ more: [OCI_REGISTRY, HELM_CONTROLLER] });
    stage.standIns.start();
  }, 240_000);

  afterAll(async () => {
    await stage?.close();
  }, 180_000);

  const push = async () => {
    const { exitCode, stdout, stderr } = await plumblineBeside(stage.repository.clone, ['chart', 'push', '--environment', 'production', '--no-cache'], { DOCKER_CONFIG: '/nonexistent' });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };

  /** What a pipeline does with a change where charts come from a registry. */
  async function deliver(message: string): Promise<void> {
    await stage.repository.synth();
    await push();
    await commit(message);
  }

  async function commit(message: string): Promise<void> {
    head = stage.repository.commit(message);
    await stage.notify();
  }

  /** What follows from the specs where charts come from Git; only the address of the repository is another. */
  async function synthOfGit(): Promise<void> {
    await stage.repository.synth();
    const source = 'dist/clusters/production/git-repository.yaml';
    stage.repository.write(source, stage.repository.read(source).replace('https://github.com/contoso/scoring', stage.gitUrl));
  }

  const versionIn = (model: string) => /^version: "(.*)"$/m.exec(stage.repository.read(`dist/charts/${model}/Chart.yaml`))![1];

  /** Waits until models run the charts that the clone holds. */
  const installed = (models: readonly string[], timeoutSeconds = PATIENCE_SECONDS) => eventually(async () => {
    const late = await Promise.all(models.map(async (model) => {
      const { conditions = [], history = [] } = await stage.release(`model-${model}`);
      const ready = conditions.find(({ type }) => type === 'Ready');
      // source-controller puts how often the release's chart was specified behind the version.
      const isDone = ready?.status === 'True' && history[0]?.chartVersion.split('+')[0] === versionIn(model) && history[0].status === 'deployed';
      return isDone ? [] : [`${model}: ${ready?.message ?? 'nothing yet'} ${history[0]?.chartVersion ?? ''}`];
    }));
    return late.flat().join('\n') || undefined;
  }, { what: 'the charts to be installed', timeoutSeconds, explain: async () => stage.explain() });

  const refused = (model: string, words: string) => eventually(async () => {
    const ready = (await stage.release(`model-${model}`)).conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'False' && ready.message.includes(words) ? undefined : ready?.message ?? 'nothing yet';
  }, { what: `${model} to be refused for ${words}`, timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });

  const imageOf = async (model: string) => {
    const { spec } = (await cluster.api.get(deployment(model)))! as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } };
    return spec.template.spec.containers[0].image;
  };

  /** The pods of a model once no rollout is under way, by identity: others are there when one was replaced. */
  async function podsOf(model: string): Promise<unknown[]> {
    let pods: readonly KubernetesObject[] = [];
    await eventually(async () => {
      const { metadata, spec, status = {} } = (await cluster.api.get(deployment(model)))!;
      const { replicas } = spec as { replicas: number };
      const { observedGeneration, updatedReplicas, readyReplicas } = status as {
        observedGeneration?: number; updatedReplicas?: number; readyReplicas?: number;
      };
      pods = await cluster.api.list('v1', 'Pod', model);
      const isDone = observedGeneration === metadata.generation
        && [updatedReplicas, readyReplicas, pods.length].every((count) => count === replicas);
      return isDone ? undefined : `${pods.length} pods, ${JSON.stringify(status)}`;
    }, { what: `the rollout of ${model} to end`, timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    return pods.map(({ metadata }) => metadata.uid).sort();
  }

  /** Has a former owner of churn's fields give them up, by the command of docs/helm.md. */
  async function giveUp(manager: string): Promise<void> {
    const [, command] = /```sh\n(kubectl get --filename [^]+?)\n```/.exec(readFileSync(join(__dirname, '..', '..', 'docs', 'helm.md'), 'utf8'))!;
    const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, PATH: `${dirname(cluster.kubectl)}:${process.env.PATH}` };
    const words = command.replace('--field-manager kustomize-controller', `--field-manager ${manager}`);
    expect(words).toContain(manager);
    await promisify(execFile)('sh', ['-euc', words], { cwd: stage.repository.clone, env });
  }

  const ownersOf = async (object: KubernetesObject) => (await cluster.api.get(object))!.metadata.managedFields!
    .filter(({ operation, subresource }) => operation === 'Apply' && subresource === undefined).map(({ manager }) => manager);
  const identityOf = async (object: KubernetesObject) => (await cluster.api.get(object))?.metadata.uid;
  const releases = async () => (await cluster.api.list('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'flux-system')).map(({ metadata }) => metadata.name);
  const status = () => statusOf(stage.repository.clone, cluster.kubeconfig, 'production');

  test('says in plumbline status which chart nobody pushed yet', async () => {
    await stage.follow('production');
    await refused('churn', 'not found');
    expect((await status()).reasons.churn).toMatch(/^the registry has not got its chart, which plumbline chart push brings: /);
  }, 240_000);

  test('goes from empty to all ready by itself', async () => {
    expect(await push()).toContain('4 charts pushed');
    await installed(MODELS, 300);
    expect(await status()).toEqual({ exitCode: 0, reasons: {} });
  }, 400_000);

  test('leaves to tenancy what a release may not make', async () => {
    const owner = (await cluster.api.get(namespace('churn')))!.metadata.labels!;
    expect(owner).toMatchObject({ 'app.kubernetes.io/managed-by': 'plumbline', 'kustomize.toolkit.fluxcd.io/name': 'plumbline-tenants' });
    const volume = await cluster.api.get({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'claims-triage-model-share' } });
    expect(volume!.metadata.labels).toMatchObject({ 'kustomize.toolkit.fluxcd.io/name': 'plumbline-tenants' });
  });

  test('upgrades a model whose spec changed, without a new version of it, and no other', async () => {
    const others = await Promise.all(['boston-housing', 'image-quality'].map(async (model) => (await stage.release(`model-${model}`)).history?.length));
    stage.repository.edit('models/churn.yaml', 'image: r-scoring/churn:2.1.0', 'image: r-scoring/churn:2.2.0');
    await deliver('churn gets another image');
    await installed(['churn']);
    expect(await imageOf('churn')).toMatch(/:2\.2\.0$/);
    expect(await Promise.all(['boston-housing', 'image-quality'].map(async (model) => (await stage.release(`model-${model}`)).history?.length))).toEqual(others);
  }, 240_000);

  test('goes back with git revert, to a chart that is in the registry already', async () => {
    head = stage.repository.revert();
    await stage.notify();
    await installed(['churn']);
    expect(await imageOf('churn')).toMatch(/:2\.1\.0$/);
  }, 240_000);

  test('repairs what somebody changed by hand', async () => {
    const seconds = async () => ((await cluster.api.get(deployment('churn')))! as unknown as { spec: { template: { spec: { terminationGracePeriodSeconds: number } } } })
      .spec.template.spec.terminationGracePeriodSeconds;
    const rendered = await seconds();
    await cluster.api.patch(deployment('churn'), { spec: { template: { spec: { terminationGracePeriodSeconds: 61 } } } });
    await cluster.api.delete(service('churn'));
    await stage.reconcile(stage.helmRelease('model-churn'));
    await eventually(async () => (await cluster.api.get(service('churn'))) === undefined || await seconds() !== rendered ? 'it is not as it was' : undefined, {
      what: 'the Service and the Deployment to be repaired', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain(),
    });
  }, 240_000);

  test('does not let a release reach into the namespace of another', async () => {
    const may = async (where: string, resource: string, group: string) => {
      const { object } = await cluster.api.create({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        metadata: {} as KubernetesObject['metadata'],
        spec: { user: 'system:serviceaccount:flux-system:model-churn', resourceAttributes: { namespace: where, verb: 'create', resource, group } },
      });
      return (object.status as { allowed: boolean }).allowed;
    };
    expect([await may('churn', 'deployments', 'apps'), await may('boston-housing', 'deployments', 'apps'), await may('flux-system', 'secrets', '')]).toEqual([true, false, false]);
  });

  test('takes the charts from Git instead, without replacing a pod', async () => {
    const pods = await podsOf('churn');
    stage.repository.edit(ENVIRONMENT, `deliver: chart-oci, charts: "${registry}",`, 'deliver: chart-git,');
    await synthOfGit();
    await commit('Charts from Git');
    await eventually(async () => {
      const { spec } = (await cluster.api.get(stage.helmRelease('model-churn')))! as unknown as { spec: { chart: { spec: { sourceRef: { kind: string } } } } };
      return spec.chart.spec.sourceRef.kind === 'GitRepository' ? undefined : spec.chart.spec.sourceRef.kind;
    }, { what: 'the releases to read Git', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    await installed(MODELS);
    expect(await podsOf('churn')).toEqual(pods);
  }, 400_000);

  test('keeps the last good version of a model that the API server refuses, and goes on with the others', async () => {
    const pods = await podsOf('churn');
    const broken = (path: string, from: RegExp, to: string) => stage.repository.write(path, stage.repository.read(path).replace(from, to));
    stage.repository.edit('models/boston-housing.yaml', 'version: 1.0.0', 'version: 1.0.1');
    await synthOfGit();
    broken('dist/charts/churn/templates/service.yaml', /targetPort: \S+/, 'targetPort: "not a port!"');
    broken('dist/charts/churn/Chart.yaml', /^version: .*/m, 'version: "2.1.0-cbroken"');
    await commit('One model broken by hand, another one changed');
    await installed(['boston-housing']);
    await refused('churn', 'targetPort');
    expect(await podsOf('churn')).toEqual(pods);
    expect((await status()).reasons.churn).toMatch(/^Helm cannot upgrade it, and the pods that ran before run on: .*targetPort/);
    await synthOfGit();
    await commit('Synth mends it');
    await installed(['churn']);
    expect(await podsOf('churn')).toEqual(pods);
  }, 500_000);

  test('applies manifests instead, and back, while the same pods serve', async () => {
    const before = [await podsOf('churn'), await identityOf(deployment('churn')), await identityOf(service('churn'))];
    const now = async () => [await podsOf('churn'), await identityOf(deployment('churn')), await identityOf(service('churn'))];
    stage.repository.edit(ENVIRONMENT, 'deliver: chart-git, ', '');
    await stage.repository.synth();
    await commit('Manifests instead of charts');
    await stage.applied(head, { names: MODELS.map((model) => `model-${model}`) });
    await eventually(async () => (await releases()).filter((name) => name.startsWith('model-')).join() || undefined, {
      what: 'the releases to go', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain(),
    });
    expect(await now()).toEqual(before);
    expect(await status()).toEqual({ exitCode: 0, reasons: {} });
    await giveUp('helm-controller');
    expect(await ownersOf(deployment('churn'))).toEqual(['kustomize-controller']);
    stage.repository.edit(ENVIRONMENT, MANIFESTS, `gitops: { deliver: chart-oci, charts: "${registry}", source: git,`);
    await deliver('Charts again');
    await installed(MODELS);
    expect((await cluster.api.get(service('churn')))!.metadata.labels).toHaveProperty(['kustomize.toolkit.fluxcd.io/name']);
    await giveUp('kustomize-controller');
    expect(await ownersOf(deployment('churn'))).toEqual(['helm-controller']);
    expect((await cluster.api.get(service('churn')))!.metadata.labels).not.toHaveProperty(['kustomize.toolkit.fluxcd.io/name']);
    expect(await now()).toEqual(before);
  }, 600_000);

  test('removes the namespace of a model whose spec is deleted, and nothing else', async () => {
    stage.repository.remove('models/image-quality.yaml');
    await deliver('image-quality retires');
    await eventually(async () => {
      const left = [await cluster.api.get(namespace('image-quality')) && 'the namespace', (await releases()).includes('model-image-quality') && 'the release'];
      return left.filter(Boolean).join(' and ') || undefined;
    }, { what: 'the deleted model to go', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    for (const model of MODELS.filter((name) => name !== 'image-quality')) {
      expect((await cluster.api.get(deployment(model)))!.metadata.deletionTimestamp).toBeUndefined();
    }
  }, 400_000);
});
