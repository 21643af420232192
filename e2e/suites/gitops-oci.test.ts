import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from './connection';
import { OCI_REGISTRY } from '../cluster/oci-registry';
import { publish, type Published, pushedNames } from '../flux/publish';
import { Stage } from '../flux/stage';
import { eventually } from '../kubernetes/eventually';
import { deployment } from '../kubernetes/objects';

describe('a cluster that follows artifacts in a registry', () => {
  let cluster: Connection;
  let stage: Stage;
  let published: Published;

  beforeAll(async () => {
    stage = await Stage.withSamples();
    cluster = stage.cluster;
    const url = `oci://${stage.registryHost}/flux/production`;
    stage.repository.edit('environments/production.yaml', 'gitops: { source: git, url: "https://github.com/contoso/scoring", branch: main }', `gitops: { source: oci, url: "${url}" }`);
    await stage.repository.synth();
    stage.repository.commit('The first models');
    await stage.open({ more: [OCI_REGISTRY] });
  }, 180_000);

  afterAll(async () => {
    await stage?.close();
  }, 180_000);

  /** Commits, publishes, and tells Flux of what was pushed. */
  async function deliver(message: string): Promise<Published> {
    await stage.repository.synth();
    stage.repository.commit(message);
    published = await publish(stage.repository.clone, 'production');
    await stage.notifyArtifacts(pushedNames(published, false));
    return published;
  }

  const revisions = async () => Object.fromEntries((await cluster.api.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system'))
    .map(({ metadata, status }) => [metadata.name, (status as { lastAppliedRevision?: string }).lastAppliedRevision]));

  const imageOf = async (model: string) => {
    const found = (await cluster.api.get(deployment(model))) as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } };
    return found.spec.template.spec.containers[0].image;
  };

  test('pushes an artifact for each model and one for the tree', async () => {
    published = await publish(stage.repository.clone, 'production');
    expect(published.artifacts.map(({ url, pushed }) => [url.split('/flux/production')[1], pushed])).toEqual([
      ['', true], ['/shards/boston-housing', true], ['/shards/churn', true], ['/shards/claims-triage', true], ['/shards/image-quality', true],
    ]);
  });

  test('pushes nothing where nothing changed, whatever was committed in between', async () => {
    const before = published.artifacts.map(({ digest }) => digest);
    stage.repository.write('README.md', 'Words about it\n');
    stage.repository.commit('Words');
    const again = await publish(stage.repository.clone, 'production');
    expect(again.artifacts.map(({ digest, pushed }) => [digest, pushed])).toEqual(before.map((digest) => [digest, false]));
  });

  test('goes from empty to all ready', async () => {
    stage.standIns.start();
    await stage.follow('production');
    await eventually(async () => {
      const all = await cluster.api.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'flux-system');
      const late = all.filter(({ status }) => !(status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions
        ?.some((each) => each.type === 'Ready' && each.status === 'True'));
      return all.length === 8 && late.length === 0 ? undefined : `${all.length} Kustomizations, not ready: ${late.map(({ metadata }) => metadata.name).join()}`;
    }, { what: 'everything to be ready', timeoutSeconds: 300, explain: async () => stage.explain() });
    expect(await imageOf('churn')).toMatch(/:2\.1\.0$/);
  }, 330_000);

  test('has Flux name the commit that an artifact was made from', async () => {
    const { status } = (await cluster.api.get(stage.kustomization('model-churn')))! as unknown as { status: { lastAppliedOriginRevision?: string } };
    expect(status.lastAppliedOriginRevision).toMatch(/^main@sha1:[0-9a-f]{40}$/);
  });

  test('a new version of a model is one new digest, and no other Kustomization has anything to do', async () => {
    const before = await revisions();
    stage.repository.edit('models/churn.yaml', 'version: 2.1.0', 'version: 2.2.0');
    stage.repository.edit('models/churn.yaml', 'image: r-scoring/churn:2.1.0', 'image: r-scoring/churn:2.2.0');
    const { artifacts } = await deliver('churn 2.2.0');
    expect(artifacts.filter(({ pushed }) => pushed).map(({ url }) => url.split('/').at(-1))).toEqual(['churn']);
    await eventually(async () => {
      const image = await imageOf('churn');
      return image.endsWith(':2.2.0') ? undefined : image;
    }, {
      what: 'the new version', timeoutSeconds: 120, explain: async () => stage.explain(),
    });
    await eventually(async () => (await revisions())['model-churn'] === before['model-churn'] ? 'the revision is the old one' : undefined, {
      what: 'Flux to be done with it', timeoutSeconds: 120, explain: async () => stage.explain(),
    });
    const after = await revisions();
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(['model-churn']);
  }, 200_000);

  test('makes the same artifacts of another clone', async () => {
    const other = mkdtempSync(join(tmpdir(), 'plumbline-clone-'));
    try {
      cpSync(stage.repository.clone, other, { recursive: true });
      expect((await publish(other, 'production')).artifacts.filter(({ pushed }) => pushed)).toEqual([]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  test('removes the namespace of a model whose spec is deleted, and nothing else', async () => {
    stage.repository.remove('models/image-quality.yaml');
    await deliver('image-quality retires');
    await eventually(async () => {
      const found = await cluster.api.get({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'image-quality' } });
      return found === undefined ? undefined : 'the namespace is there';
    }, { what: 'the namespace of the deleted model to go', timeoutSeconds: 150, explain: async () => stage.explain() });
    for (const model of ['boston-housing', 'churn', 'claims-triage']) {
      expect((await cluster.api.get(deployment(model)))!.metadata.deletionTimestamp).toBeUndefined();
    }
  }, 200_000);
});
