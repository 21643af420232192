import { join } from 'node:path';
import type { Connection } from './connection';
import { down, up } from '../cluster/cluster';
import { RunDirectory } from '../cluster/run-directory';
import type { GitRepository } from '../flux/git-repository';
import { repositoryIn, Stage } from '../flux/stage';
import { KubernetesApi, type KubernetesObject } from '../kubernetes/api';
import { deployment } from '../kubernetes/objects';
import { serve } from '../kubernetes/serving';

/** Two clusters of their own beside the one of the other suites, each following its environment in one repository. */
describe('two clusters that follow one repository', () => {
  const directories = ['dev', 'production'].map((name) => new RunDirectory(join(RunDirectory.ofEnvironment().path, `of-${name}`)));
  const stages: Stage[] = [];
  let repository: GitRepository;

  beforeAll(async () => {
    repository = repositoryIn(RunDirectory.ofEnvironment());
    repository.copySpecs();
    repository.edit('environments/production.yaml', '  charts: true', '  charts: true\n  models: { exclude: [claims-triage, image-quality, churn] }');
    await repository.synth();
    repository.commit('churn runs in dev alone');
    for (const directory of directories) {
      const { programs } = await up({ directory, say: () => undefined });
      const api = new KubernetesApi(await serve(programs.kubectl, directory.kubeconfig));
      const cluster: Connection = { api, kubectl: programs.kubectl, kubeconfig: directory.kubeconfig, existing: false };
      const stage = new Stage(cluster, directory, repository);
      stages.push(stage);
      await stage.open();
      stage.standIns.start();
    }
  }, 180_000);

  afterAll(async () => {
    for (const stage of stages) {
      await stage.standIns.stop();
      await stage.closeServer();
    }
    for (const directory of directories) { await down(directory); }
  }, 120_000);

  async function delivered(commit: string): Promise<void> {
    for (const stage of stages) { await stage.notify(); }
    for (const stage of stages) { await stage.applied(commit, { timeoutSeconds: 240 }); }
  }

  /** Of churn's Deployment; how many pods there are is the autoscaler's to say. */
  async function renderedPart({ api }: Stage): Promise<object> {
    const { metadata, spec } = (await api.get(deployment('churn')))!;
    return { uid: metadata.uid, labels: metadata.labels, spec: { ...spec as object, replicas: undefined } };
  }

  test('each gets what its own environment has', async () => {
    const [dev, production] = stages;
    await dev.follow('dev');
    await production.follow('production');
    await delivered(repository.commit('Nothing new', { allowEmpty: true }));
    expect(await dev.api.get(deployment('churn'))).toBeDefined();
    expect(await production.api.get(deployment('churn'))).toBeUndefined();
    expect(await production.api.get(deployment('boston-housing'))).toBeDefined();
  }, 300_000);

  test('a variable that nobody has given a value stays to be seen, and does not become empty', async () => {
    const [dev] = stages;
    const volume: KubernetesObject = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'claims-triage-model-share' } };
    expect(JSON.stringify((await dev.api.get(volume))!.spec)).toContain('${identity_claims_client_id}');
  });

  test('a model is promoted by one word of one spec', async () => {
    const [dev, production] = stages;
    const before = await renderedPart(dev);
    repository.edit('environments/production.yaml', 'image-quality, churn]', 'image-quality]');
    await repository.synth();
    await delivered(repository.commit('churn goes to production'));
    expect(await production.api.get(deployment('churn'))).toBeDefined();
    expect(await renderedPart(dev)).toEqual(before);
  }, 300_000);
});
