import type { Connection } from './connection';
import { Stage } from '../flux/stage';
import { statusOf } from '../flux/status';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { deployment, namespace } from '../kubernetes/objects';

const MODELS = ['boston-housing', 'churn', 'claims-triage', 'image-quality'];

/** Longest time in which Flux is expected to have done what nobody asked it for at once: an interval of retries and some. */
const PATIENCE_SECONDS = 150;

describe('a cluster that follows the repository', () => {
  let cluster: Connection;
  let stage: Stage;
  let head: string;

  beforeAll(async () => {
    stage = await Stage.withSamples();
    cluster = stage.cluster;
    await stage.repository.synth();
    head = stage.repository.commit('The first models');
    await stage.open();
  }, 120_000);

  afterAll(async () => {
    await stage?.close();
  }, 180_000);

  /** Commits and waits until Flux has done with it. */
  async function deliver(message: string): Promise<void> {
    await stage.repository.synth();
    head = stage.repository.commit(message);
    await stage.notify();
  }

  const imageOf = async (model: string) => {
    const { spec } = (await cluster.api.get(deployment(model)))! as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } };
    return spec.template.spec.containers[0].image;
  };

  const status = () => statusOf(stage.repository.clone, cluster.kubeconfig, 'production');

  /** Waits until `plumbline status` gives these reasons and no others: pods and Flux take their time, and the autoscaler adds pods after Flux is done. */
  const saysOf = (reasons: Readonly<Record<string, RegExp>>) => eventually(async () => {
    const said = await status();
    const isSaid = Object.entries(reasons).every(([model, words]) => words.test(said.reasons[model] ?? ''))
      && Object.keys(said.reasons).length === Object.keys(reasons).length && said.exitCode === (Object.keys(reasons).length === 0 ? 0 : 1);
    return isSaid ? undefined : JSON.stringify(said);
  }, { what: 'plumbline status to say so', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });

  test('gets no model before the components are ready', async () => {
    await stage.follow('production');
    await eventually(async () => {
      const { conditions = [] } = await stage.status('model-churn');
      return conditions.some(({ message }) => message.includes('plumbline-components')) ? undefined : JSON.stringify(conditions);
    }, { what: 'the models to wait for the components', timeoutSeconds: 60, explain: async () => stage.explain() });
    expect(await cluster.api.get(deployment('churn'))).toBeUndefined();
  });

  test('goes from empty to all ready by itself', async () => {
    stage.standIns.start();
    await stage.applied(head, { timeoutSeconds: 300 });
    for (const model of MODELS) { expect(await cluster.api.get(deployment(model))).toBeDefined(); }
  }, 330_000);

  test('is ready in the words of plumbline status, too', async () => {
    await saysOf({});
  }, 180_000);

  test('replaces the variables of models, and leaves alone what merely looks like one', async () => {
    const account = await cluster.api.get({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'churn', namespace: 'churn' } });
    expect(JSON.stringify(account!.metadata.annotations)).not.toContain('${');
  });

  test('takes a new version of a model from one line of its spec', async () => {
    const before = (await cluster.api.get(deployment('churn')))!.metadata.generation!;
    stage.repository.edit('models/churn.yaml', 'image: r-scoring/churn:2.1.0', 'image: r-scoring/churn:2.2.0');
    await deliver('churn 2.2.0');
    await stage.applied(head, { names: ['model-churn'] });
    expect(await imageOf('churn')).toMatch(/:2\.2\.0$/);
    expect((await cluster.api.get(deployment('churn')))!.metadata.generation!).toBeGreaterThan(before);
  }, 200_000);

  test('goes back with git revert', async () => {
    head = stage.repository.revert();
    await stage.notify();
    await stage.applied(head, { names: ['model-churn'] });
    expect(await imageOf('churn')).toMatch(/:2\.1\.0$/);
  }, 200_000);

  test('repairs what somebody changed by hand', async () => {
    const seconds = async () => ((await cluster.api.get(deployment('churn')))! as unknown as { spec: { template: { spec: { terminationGracePeriodSeconds: number } } } })
      .spec.template.spec.terminationGracePeriodSeconds;
    const rendered = await seconds();
    await cluster.api.patch(deployment('churn'), { spec: { template: { spec: { terminationGracePeriodSeconds: 61 } } } });
    const service: KubernetesObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'churn', namespace: 'churn' } };
    await cluster.api.delete(service);
    await stage.reconcile(stage.kustomization('model-churn'));
    await eventually(async () => {
      if (await cluster.api.get(service) === undefined) { return 'the Service is still gone'; }
      const found = await seconds();
      return found === rendered ? undefined : `pods have ${found} seconds to end and not ${rendered}`;
    }, { what: 'what was changed by hand to be as rendered', timeoutSeconds: 60, explain: async () => stage.explain() });
  }, 90_000);

  test('keeps the last good version of a model that the API server refuses, and goes on with the others', async () => {
    const path = 'dist/models/production/churn.yaml';
    stage.repository.edit('models/boston-housing.yaml', 'version: 1.0.0', 'version: 1.0.1');
    await stage.repository.synth();
    stage.repository.write(path, stage.repository.read(path).replace(/targetPort: \S+/, 'targetPort: "not a port!"'));
    head = stage.repository.commit('One model broken by hand, another one changed');
    await stage.notify();
    await stage.applied(head, { names: ['model-boston-housing', 'model-image-quality'] });
    await eventually(async () => {
      const { conditions = [] } = await stage.status('model-churn');
      const ready = conditions.find(({ type }) => type === 'Ready');
      return ready?.status === 'False' && ready.message.includes('targetPort') ? undefined : ready?.message ?? 'nothing yet';
    }, { what: 'the API server to refuse the broken model', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    expect((await cluster.api.get(deployment('churn')))!.status).toMatchObject({ readyReplicas: expect.any(Number) as number });
    await deliver('Synth mends it');
    await stage.applied(head, { names: ['model-churn'] });
  }, 400_000);

  test('refuses an image of a registry that no spec names, and keeps the old pods', async () => {
    const path = 'dist/models/production/churn.yaml';
    stage.repository.write(path, stage.repository.read(path).replace(/image: \S+/g, 'image: docker.io/library/nginx:1.27'));
    head = stage.repository.commit('A stranger among the images');
    await stage.notify();
    await eventually(async () => {
      const { conditions = [] } = await stage.status('model-churn');
      const ready = conditions.find(({ type }) => type === 'Ready');
      return ready?.message.includes('images have to come from one of') ? undefined : ready?.message ?? 'nothing yet';
    }, { what: 'the policy to refuse', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    expect(await imageOf('churn')).toMatch(/:2\.1\.0$/);
    await saysOf({ churn: /^the API server refuses it, .*images have to come from one of/ });
    await deliver('Synth mends it');
    await stage.applied(head, { names: ['model-churn'] });
  }, 400_000);

  test('has plumbline status say what no node has', async () => {
    const path = 'dist/models/production/churn.yaml';
    stage.repository.write(path, stage.repository.read(path).replaceAll('memory: 1280Mi', 'memory: 9Ti'));
    stage.repository.commit('Pods that are larger than every node');
    await stage.notify();
    await saysOf({ churn: /^no node has room for it: of \d+ nodes .*lack memory.*; a pod asks for .*9Ti memory$/ });
    await deliver('Synth mends it');
    // Flux gives the larger pods up only when their time is over.
    await stage.applied(head, { names: ['model-churn'], timeoutSeconds: 300 });
    await saysOf({});
  }, 600_000);

  test('does not let a team reach into the namespace of another', async () => {
    const path = 'dist/models/production/churn.yaml';
    const stranger = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: smuggled\n  namespace: boston-housing\ndata: { a: b }\n';
    stage.repository.write(path, stage.repository.read(path) + stranger);
    head = stage.repository.commit('One team in the namespace of another');
    await stage.notify();
    await eventually(async () => {
      const { conditions = [] } = await stage.status('model-churn');
      const ready = conditions.find(({ type }) => type === 'Ready');
      return ready?.message.includes('system:serviceaccount:flux-system:team-customer') ? undefined : ready?.message ?? 'nothing yet';
    }, { what: 'the API server to refuse the team', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    expect(await cluster.api.get({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'smuggled', namespace: 'boston-housing' } })).toBeUndefined();
    await deliver('Synth mends it');
    await stage.applied(head, { names: ['model-churn'] });
  }, 400_000);

  test('leaves a suspended model alone until it is resumed', async () => {
    await cluster.api.patch(stage.kustomization('model-churn'), { spec: { suspend: true } });
    stage.repository.edit('models/churn.yaml', 'image: r-scoring/churn:2.1.0', 'image: r-scoring/churn:2.3.0');
    stage.repository.edit('models/boston-housing.yaml', 'image: r-scoring/boston-housing:1.0.0', 'image: r-scoring/boston-housing:1.0.1');
    await deliver('Two new versions, one of them suspended');
    await stage.applied(head, { names: ['model-boston-housing'] });
    expect(await imageOf('churn')).toMatch(/:2\.1\.0$/);
    await cluster.api.patch(stage.kustomization('model-churn'), { spec: { suspend: null } });
    await stage.applied(head, { names: ['model-churn'] });
    expect(await imageOf('churn')).toMatch(/:2\.3\.0$/);
  }, 400_000);

  test('takes other Kustomizations without restarting a pod', async () => {
    const identity = async () => (await cluster.api.get(deployment('churn')))!.metadata.uid;
    const generation = async () => (await cluster.api.get(deployment('churn')))!.metadata.generation;
    const [before, generationBefore] = [await identity(), await generation()];
    stage.repository.edit('environments/production.yaml', 'gitops: { source: git,', 'gitops: { shards: 2, source: git,');
    await deliver('Shards instead of one Kustomization a model');
    await eventually(async () => {
      const names = (await cluster.api.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization')).map(({ metadata }) => metadata.name);
      return names.some((name) => name.startsWith('model-')) || !names.some((name) => name.startsWith('shard-')) ? names.join() : undefined;
    }, { what: 'the shards to replace the Kustomizations of models', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain() });
    await stage.applied(head);
    expect([await identity(), await generation()]).toEqual([before, generationBefore]);
  }, 400_000);

  test('takes a model that joins a shard', async () => {
    const spec = stage.repository.read('models/churn.yaml');
    stage.repository.write('models/churn-early.yaml', spec.replaceAll('churn', 'churn-early'));
    await deliver('churn-early begins');
    await stage.applied(head);
    expect(await cluster.api.get(deployment('churn-early'))).toBeDefined();
  }, 400_000);

  test('removes the namespace of a model whose spec is deleted, and nothing else', async () => {
    stage.repository.remove('models/image-quality.yaml');
    await deliver('image-quality retires');
    await eventually(async () => await cluster.api.get(namespace('image-quality')) === undefined ? undefined : 'the namespace is there', {
      what: 'the namespace of the deleted model to go', timeoutSeconds: PATIENCE_SECONDS, explain: async () => stage.explain(),
    });
    await stage.applied(head);
    for (const model of MODELS.filter((name) => name !== 'image-quality')) {
      expect((await cluster.api.get(deployment(model)))!.metadata.deletionTimestamp).toBeUndefined();
    }
  }, 400_000);
});
