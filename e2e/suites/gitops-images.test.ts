import type { Connection } from './connection';
import { IMAGE_AUTOMATION_CONTROLLER } from '../cluster/image-automation-controller';
import { IMAGE_REFLECTOR_CONTROLLER } from '../cluster/image-reflector-controller';
import { OCI_REGISTRY } from '../cluster/oci-registry';
import { pushImage } from '../flux/push-image';
import { Stage } from '../flux/stage';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';

const BRANCH = 'plumbline/images-production';
const AUTOMATION = 'dist/clusters/production/image-updates/automation.yaml';
const WRITER = { username: 'flux', password: 'may-push' };
const inFlux = (kind: string, name: string): KubernetesObject => ({ apiVersion: 'image.toolkit.fluxcd.io/v1', kind, metadata: { name, namespace: 'flux-system' } });

describe('a repository whose images Flux renews', () => {
  let cluster: Connection;
  let stage: Stage;
  let image: string;

  beforeAll(async () => {
    stage = await Stage.withSamples();
    cluster = stage.cluster;
    const { repository } = stage;
    image = `${stage.registryHost}/r-scoring/churn`;
    repository.edit('models/churn.yaml', 'image: r-scoring/churn:2.1.0', `image: ${image}:2.1.0 # {"$imagepolicy": "flux-system:churn.production"}`);
    repository.edit('environments/production.yaml', 'gitops: { source: git,', 'gitops: { imageUpdates: { models: { churn: 2.x }, secretName: flux-push }, source: git,');
    await stage.open({ more: [OCI_REGISTRY, IMAGE_REFLECTOR_CONTROLLER, IMAGE_AUTOMATION_CONTROLLER], writer: WRITER });
    await cluster.api.apply({
      apiVersion: 'v1', kind: 'Secret', metadata: { name: 'flux-push', namespace: 'flux-system' }, stringData: WRITER,
    });
    await synth();
    repository.commit('Models whose images are renewed');
    await pushImage(`${image}:2.1.0`);
    stage.standIns.start();
    await stage.follow('production');
  }, 180_000);

  afterAll(async () => {
    await stage?.close();
  }, 180_000);

  /** Specs take addresses over https alone; here Git is on this machine, over http. */
  async function synth(): Promise<void> {
    await stage.repository.synth();
    stage.repository.edit(AUTOMATION, 'url: https://github.com/contoso/scoring', `url: ${stage.gitUrl}`);
  }

  const explain = async () => `${JSON.stringify((await cluster.api.get(inFlux('ImageUpdateAutomation', 'plumbline-image-updates')))?.status)}\n${stage.explain()}`;

  /** Has Flux look at the registry and at its policies at once, not after their interval. */
  async function look(): Promise<void> {
    await stage.reconcile(inFlux('ImageRepository', 'churn.production'));
    await stage.reconcile(inFlux('ImageUpdateAutomation', 'plumbline-image-updates'));
  }

  test('has the images of its registry watched', async () => {
    await eventually(async () => {
      const policy = await cluster.api.get(inFlux('ImagePolicy', 'churn.production'));
      const { latestRef } = (policy?.status ?? {}) as { latestRef?: { name: string; tag: string } };
      return latestRef?.tag === '2.1.0' ? undefined : JSON.stringify(policy?.status ?? 'no policy');
    }, { what: 'the policy to find an image', timeoutSeconds: 240, explain });
  }, 260_000);

  test('gets the newest image of the range, with its digest, on a branch of its own', async () => {
    await pushImage(`${image}:3.0.0`);
    const digest = await pushImage(`${image}:2.4.0`);
    await eventually(async () => {
      await look();
      const found = stage.repository.served(BRANCH, 'models/churn.yaml') ?? 'no branch';
      return found.includes(`image: ${image}:2.4.0@${digest} # {`) ? undefined : found;
    }, { what: 'Flux to push the new image', timeoutSeconds: 120, explain });
  }, 150_000);

  test('has no file but the spec changed there, and nothing on the branch that it follows', () => {
    expect(stage.repository.changedIn(BRANCH)).toEqual(['models/churn.yaml']);
  });

  test('runs the image once the branch is rendered and merged', async () => {
    stage.repository.merge(BRANCH);
    await synth();
    stage.repository.commit('churn 2.4.0');
    await stage.notify();
    await eventually(async () => {
      const found = (await cluster.api.get({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'churn', namespace: 'churn' } })) as unknown as
        { spec: { template: { spec: { containers: { image: string }[] } } } } | undefined;
      const running = found?.spec.template.spec.containers[0].image ?? 'no Deployment';
      return running.startsWith(`${image}:2.4.0@sha256:`) ? undefined : running;
    }, { what: 'the new image to run', timeoutSeconds: 120, explain: async () => stage.explain() });
  }, 150_000);
});
