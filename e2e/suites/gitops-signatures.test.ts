import { OCI_REGISTRY } from '../cluster/oci-registry';
import { publish, type Published, pushedNames } from '../flux/publish';
import { makeSigner, type Signer } from '../flux/signing-keys';
import { Stage } from '../flux/stage';
import type { KubernetesObject } from '../kubernetes/api';
import { eventually } from '../kubernetes/eventually';
import { deployment } from '../kubernetes/objects';

const NAMESPACE = 'flux-system';
const SECRET = 'flux-signers';
const SOURCE = 'source.toolkit.fluxcd.io/v1';

interface SourceStatus {
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  readonly lastHandledReconcileAt?: string;
}

describe.each(['cosign', 'notation'] as const)('a cluster that takes only what the team signed with %s', (tool) => {
  let stage: Stage;
  let team: Signer;
  let stranger: Signer;

  beforeAll(async () => {
    stage = await Stage.withSamples();
    const keys = stage.directory.data('signing-keys');
    [team, stranger] = [await makeSigner(tool, 'team', keys), await makeSigner(tool, 'stranger', keys)];
    const url = `oci://${stage.registryHost}/signed-with-${tool}/production`;
    stage.repository.edit(
      'environments/production.yaml', 'gitops: { source: git, url: "https://github.com/contoso/scoring", branch: main }',
      `gitops: { source: oci, url: "${url}", verify: { provider: ${tool}, secretName: ${SECRET} } }`,
    );
    await stage.repository.synth();
    stage.repository.commit('The first models');
    await stage.open({ more: [OCI_REGISTRY] });
    await stage.api.apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name: SECRET, namespace: NAMESPACE }, stringData: team.trust });
    stage.standIns.start();
  }, 180_000);

  afterAll(async () => {
    await stage?.close();
  }, 180_000);

  const explain = async () => stage.explain();
  const source = (name: string): KubernetesObject => ({ apiVersion: SOURCE, kind: 'OCIRepository', metadata: { name, namespace: NAMESPACE } });

  /** Publishes, as this signer or unsigned, and has Flux look at these artifacts. */
  async function published(signer: Signer | undefined, names?: readonly string[], ...flags: readonly string[]): Promise<Published> {
    const result = await publish(stage.repository.clone, 'production', signer === undefined ? {} : { flags: [...signer.flags, ...flags], env: signer.env });
    await stage.notifyArtifacts(names ?? pushedNames(result, false));
    return result;
  }

  /** Waits until Flux has said of a source, since it was last told to look, whether it is signed. Answers its reason where it is not. */
  async function verdict(name: string): Promise<string | undefined> {
    let message: string | undefined;
    await eventually(async () => {
      const found = await stage.api.get(source(name));
      const { conditions = [], lastHandledReconcileAt } = (found?.status ?? {}) as SourceStatus;
      const asked = (found?.metadata.annotations as Record<string, string> | undefined)?.['reconcile.fluxcd.io/requestedAt'];
      const verified = conditions.find(({ type }) => type === 'SourceVerified');
      const isTaken = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
      if (verified === undefined && isTaken) { throw new Error(`${name} is taken, and nobody looked for a signature`); }
      if (verified === undefined || lastHandledReconcileAt !== asked) { return `${name} was not looked at yet: ${JSON.stringify(conditions)}`; }
      message = verified.status === 'True' ? undefined : verified.message;
      return undefined;
    }, { what: `what Flux says of ${name}`, timeoutSeconds: 90, explain });
    return message;
  }

  const imageOf = async (model: string) => {
    const found = await stage.api.get(deployment(model));
    return (found?.spec as { template: { spec: { containers: { image: string }[] } } } | undefined)?.template.spec.containers[0].image;
  };

  const imageBecomes = (pattern: RegExp) => eventually(async () => {
    const image = await imageOf('churn');
    return pattern.test(image ?? '') ? undefined : `it is ${image ?? 'not there'}`;
  }, { what: `the image of churn to be ${pattern.source}`, timeoutSeconds: 240, explain });

  test('applies nothing of what is not signed', async () => {
    await published(undefined);
    await stage.follow('production');
    expect(await verdict('plumbline')).toMatch(/signature/);
    expect(await stage.api.get(stage.kustomization('plumbline-tenants'))).toBeUndefined();
  }, 150_000);

  test('applies nothing of what somebody else signed', async () => {
    await published(stranger, ['plumbline']);
    expect(await verdict('plumbline')).toMatch(/signature/);
    expect(await stage.api.get(stage.kustomization('plumbline-tenants'))).toBeUndefined();
  }, 150_000);

  test('applies all of it once the team signed it, too', async () => {
    await published(team, ['plumbline'], '--sign-again');
    expect(await verdict('plumbline')).toBeUndefined();
    await imageBecomes(/:2\.1\.0$/);
    expect(await verdict('model-churn')).toBeUndefined();
  }, 400_000);

  test('keeps what it has where a change is not signed', async () => {
    stage.repository.edit('models/churn.yaml', 'version: 2.1.0', 'version: 2.2.0');
    stage.repository.edit('models/churn.yaml', 'image: r-scoring/churn:2.1.0', 'image: r-scoring/churn:2.2.0');
    await stage.repository.synth();
    stage.repository.commit('churn 2.2.0');
    await published(undefined);
    expect(await verdict('model-churn')).toMatch(/signature/);
    expect(await imageOf('churn')).toMatch(/:2\.1\.0$/);
  }, 150_000);

  test('takes the change when the next run signs it, and pushes nothing anew', async () => {
    const { artifacts } = await published(team, ['model-churn']);
    expect(artifacts.filter(({ pushed }) => pushed)).toEqual([]);
    expect(await verdict('model-churn')).toBeUndefined();
    await imageBecomes(/:2\.2\.0$/);
  }, 300_000);
});
