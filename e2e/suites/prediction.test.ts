import { request } from 'node:http';
import { eventually } from '../kubernetes/eventually';
import { explained } from '../kubernetes/explain';
import { deployment } from '../kubernetes/objects';
import type { Client } from '../prediction/client';
import { Scene } from '../prediction/scene';

const NAME = 'boston-housing';
const PATIENCE_SECONDS = 240;

/** The sample as it is rendered, from its registry and its storage to a client: only the names of the world lead elsewhere, see README.md. */
describe('the path of a prediction', () => {
  let scene: Scene;
  let client: Client;

  beforeAll(async () => {
    scene = await Scene.open();
    await scene.place({ name: NAME });
    await scene.served(NAME, 2);
    client = await explained(() => scene.client(NAME), () => scene.explain(NAME));
  }, 1_200_000);

  afterAll(async () => {
    client?.close();
    await scene?.close();
  }, 240_000);

  const explain = () => scene.explain(NAME);
  const expected = () => [{ medv: scene.artifact.prediction }];

  test("ends with R's own number, for curl that trusts the certification authority alone", () => explained(async () => {
    expect(await client.curl([scene.artifact.row])).toEqual(expected());
  }, explain));

  test('is not open to somebody without a token', () => explained(async () => {
    const answers = await scene.anonymous(NAME, [scene.artifact.row]);
    expect(answers.status).toBe(401);
  }, explain));

  test.each(['login', 'score'])('does not begin with plain http: %s', (route) => explained(async () => {
    expect(await plainHttp(scene.address, `/${NAME}/${route}`)).toBe(404);
  }, explain));

  test('runs the image that the digest names, as a user without rights, on a root that cannot be written', () => explained(async () => {
    const [pod] = await scene.cluster.api.list('v1', 'Pod', NAME);
    const { containerStatuses } = pod.status as { containerStatuses: { imageID: string }[] };
    expect(containerStatuses[0].imageID).toContain(scene.digest);
    const inPod = (...command: string[]) => scene.kubectl.run(['exec', '--namespace', NAME, pod.metadata.name, '--container=gateway', '--', ...command]);
    expect((await inPod('id', '-u')).trim()).toBe('10001');
    await expect(inPod('touch', '/opt/plumbline/mark')).rejects.toThrow('Read-only file system');
  }, explain));

  test('loses no request to a rolling update', () => explained(async () => {
    const load = scene.load(client, { concurrency: 4 });
    await load.more(20);
    const before = await podNames();
    await scene.cluster.api.patch(deployment(NAME), { spec: { template: { metadata: { annotations: { 'e2e/rollout': '1' } } } } });
    await eventually(async () => {
      const after = await podNames();
      return after.some((name) => before.includes(name)) ? `of ${before.join()} there are still ${after.join()}` : undefined;
    }, { what: 'the pods to be replaced', timeoutSeconds: PATIENCE_SECONDS, explain });
    await load.more(20);
    await load.stop();
    expect(load.failures).toEqual([]);
    load.report('rolling update');
  }, explain), 400_000);

  test('loses no request to the end of a pod', () => explained(async () => {
    await scene.served(NAME, 2);
    const load = scene.load(client, { concurrency: 4 });
    await load.more(20);
    const [victim] = await podNames();
    await scene.cluster.api.delete({ apiVersion: 'v1', kind: 'Pod', metadata: { name: victim, namespace: NAME } });
    await eventually(async () => (await podNames()).includes(victim) ? `${victim} is there` : undefined, { what: 'the pod to go', timeoutSeconds: PATIENCE_SECONDS, explain });
    await scene.served(NAME, 2);
    await load.more(20);
    await load.stop();
    expect(load.failures).toEqual([]);
    load.report('end of a pod');
  }, explain), 400_000);

  test('does not begin with a model whose sha256 is another, and kubectl describe says so', async () => {
    const name = 'boston-other-sum';
    await scene.place({ name, sha256: '0'.repeat(64), scaling: { min: 1, max: 2 } });
    await describes(name, /sha256/i);
    await isSaidOf(name, /^the model's artifact is not the one that the spec names: the archive's SHA-256 is /);
    expect((await scene.cluster.api.get(deployment(name)))!.status).not.toHaveProperty('readyReplicas');
  }, 400_000);

  test('does not begin for a service account that no federated credential names, and kubectl describe says so', async () => {
    const name = 'boston-stranger';
    await scene.place({ name, scaling: { min: 1, max: 2 } }, { trusted: false });
    await describes(name, new RegExp(`AADSTS700213.*system:serviceaccount:${name}:${name}`));
    expect((await scene.cluster.api.get(deployment(name)))!.status).not.toHaveProperty('readyReplicas');
  }, 400_000);

  test('does not begin with an image that the registry has not, and plumbline status says so', async () => {
    const name = 'boston-no-image';
    await scene.place({ name, digest: `sha256:${'0'.repeat(64)}`, scaling: { min: 1, max: 2 } });
    await isSaidOf(name, /^the image \S+ cannot be pulled: the registry has no such image$/);
  }, 400_000);

  /** Waits until a person who describes the pod reads this. */
  function describes(name: string, words: RegExp): Promise<void> {
    return eventually(async () => {
      const text = await scene.kubectl.run(['describe', 'pod', '--namespace', name]);
      return words.test(text) ? undefined : `kubectl describe does not say ${words.source}`;
    }, { what: `the reason why ${name} does not start`, timeoutSeconds: PATIENCE_SECONDS, explain: () => scene.explain(name) });
  }

  /** Waits until `plumbline status` gives this reason. */
  function isSaidOf(name: string, words: RegExp): Promise<void> {
    return eventually(async () => {
      const reason = await scene.statusOf(name);
      return words.test(reason ?? '') ? undefined : `it says: ${reason ?? 'ready'}`;
    }, { what: `plumbline status to say ${words.source}`, timeoutSeconds: PATIENCE_SECONDS, explain: () => scene.explain(name) });
  }

  async function podNames(): Promise<string[]> {
    return (await scene.cluster.api.list('v1', 'Pod', NAME)).map(({ metadata }) => metadata.name);
  }
});

/** Status that a client gets who asks in the clear. */
function plainHttp(address: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: address, port: 80, path, method: 'POST', headers: { 'host': 'models.contoso.com', 'content-type': 'application/json' } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject).end('{}');
  });
}
