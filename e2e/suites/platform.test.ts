import { CONTROLLERS } from '../flux/controllers-in-pods';
import { Platform } from '../flux/platform';
import type { HelmReleaseStatus } from '../flux/stage';
import { traefikChart } from '../flux/traefik-from-chart';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { explained } from '../kubernetes/explain';
import { deployment } from '../kubernetes/objects';

const NAME = 'boston-housing';
const ALL = ['flux-system', `model-${NAME}`, 'plumbline-cluster', 'plumbline-components', 'plumbline-platform', 'plumbline-tenants'];

/** The way of docs/gitops.md, by a person with flux and kubectl: Flux as pods, then the tree, then a certificate and a prediction. */
describe('a cluster that is pointed at the repository', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await Platform.open(NAME);
  }, 1_200_000);

  afterAll(async () => {
    await platform?.close();
  }, 400_000);

  const explain = () => platform.explain();
  const list = (apiVersion: string, kind: string) => platform.api.list(apiVersion, kind, 'flux-system');

  test('gets Flux from flux bootstrap, which follows its own manifests afterwards', () => explained(async () => {
    await platform.bootstrap();
    await platform.ready(['flux-system']);
    expect(platform.repository.served('main', 'flux/production/flux-system/gotk-components.yaml')).toContain('kind: Deployment');
  }, explain), 400_000);

  test('runs each controller as a pod under an account of its own', () => explained(async () => {
    const pods = await list('v1', 'Pod');
    expect(pods.map(({ spec }) => (spec as { serviceAccountName: string }).serviceAccountName).sort()).toEqual([...CONTROLLERS].sort());
    expect(pods.map(({ status }) => (status as { phase: string }).phase)).toEqual(CONTROLLERS.map(() => 'Running'));
  }, explain));

  test('gives these accounts the roles of upstream: who fetches may change nothing', async () => {
    expect(await platform.may('source-controller', 'create', 'deployments.apps')).toBe(false);
    expect(await platform.may('notification-controller', 'create', 'deployments.apps')).toBe(false);
    expect(await platform.may('kustomize-controller', 'create', 'deployments.apps')).toBe(true);
  });

  test("has upstream's network policies", async () => {
    expect((await list('networking.k8s.io/v1', 'NetworkPolicy')).map(({ metadata }) => metadata.name).sort()).toEqual(['allow-egress', 'allow-scraping', 'allow-webhooks']);
  });

  test('goes from there to all ready with one kubectl apply', () => explained(async () => {
    await platform.applyBootstrap();
    await platform.ready(ALL);
  }, explain), 640_000);

  (traefikChart() === undefined ? test.skip : test)('installs Traefik by its chart, and has plain http led to https', () => explained(async () => {
    const release = await platform.api.get({ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'traefik', namespace: 'flux-system' } });
    expect((release!.status as HelmReleaseStatus).conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
    const pods = (await platform.api.list('v1', 'Pod', 'traefik')).map(({ status }) => (status as { phase: string }).phase);
    expect(pods).toEqual(['Running', 'Running']);
    expect(await platform.plainHttp(`/${NAME}/score`)).toEqual([301, `https://models.contoso.com/${NAME}/score`]);
  }, explain));

  test("serves a model under a certificate of the ACME server: curl gets R's own number", () => explained(async () => {
    const { scene } = platform;
    await scene.served(NAME, 2);
    const client = await scene.client(NAME);
    try {
      expect(await client.curl([scene.artifact.row])).toEqual([{ medv: scene.artifact.prediction }]);
    } finally {
      client.close();
    }
  }, explain), 400_000);

  test('follows a commit', () => explained(async () => {
    await platform.change(`models/${NAME}.yaml`, 'max: 4', 'max: 3');
    const scaler: KubernetesObject = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: NAME, namespace: NAME } };
    await eventually(async () => {
      const { maxReplicas } = (await platform.api.get(scaler))!.spec as { maxReplicas: number };
      return maxReplicas === 3 ? undefined : `the most pods are ${maxReplicas}`;
    }, { what: 'the commit to be in the cluster', timeoutSeconds: 180, explain });
    // While Flux waits for what it applied to be well, it repairs nothing.
    await platform.ready(ALL);
  }, explain), 540_000);

  test('repairs what somebody deletes', () => explained(async () => {
    const { uid } = (await platform.api.get(deployment(NAME)))!.metadata as { uid?: string };
    await platform.api.delete(deployment(NAME));
    await platform.reconcile(`model-${NAME}`);
    await eventually(async () => {
      const found = (await platform.api.get(deployment(NAME)))?.metadata as { uid?: string } | undefined;
      return found !== undefined && found.uid !== uid ? undefined : 'it is not there again';
    }, { what: 'the Deployment to be there again', timeoutSeconds: 120, explain });
    await platform.scene.served(NAME, 2);
    await platform.ready(ALL);
  }, explain), 760_000);
});
