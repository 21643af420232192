import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { artifactsOf, publish } from '../../src/publish';
import { layerOf } from '../../src/publish/layer';
import type { Manifest } from '../../src/publish/registry';
import { loadRepository } from '../../src/spec/load/load-repository';
import { resolveCluster } from '../../src/spec/resolve/resolve-cluster';
import { modelSpec, synthesize, writeRepository } from '../helpers/repository';
import { TODAY } from '../helpers/specs';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';
import { TokenRegistry } from '../helpers/token-registry';

const PROVENANCE = { revision: 'main@sha1:8f3a0c1d5e7b9f3a0c1d5e7b9f3a0c1d5e7b9f3a', source: 'https://github.com/contoso/scoring' };

describe('a layer', () => {
  const FILES = [{ path: 'dist/b.yaml', text: 'b: 1\n' }, { path: `dist/${'long/'.repeat(30)}a.yaml`, text: 'a: é\n' }];

  test('is the same bytes in whatever order its files come', async () => {
    expect((await layerOf([...FILES].reverse())).digest).toBe((await layerOf(FILES)).digest);
  });

  test('has the digest that it had when this was written, on every version of Node', async () => {
    expect((await layerOf(FILES)).digest).toBe('sha256:c44d6b99230331d85a32d467409751005b541ea7f469915c7537b743eda60a23');
  });

  test('holds the files, sorted, without time or owner', async () => {
    const found: unknown[] = [];
    const archive = extract();
    archive.end(gunzipSync((await layerOf(FILES)).bytes));
    for await (const entry of archive) {
      const { name, mode, uid, mtime } = entry.header;
      found.push([name, mode, uid, mtime!.getTime()]);
      entry.resume();
    }
    expect(found).toEqual([['dist/b.yaml', 0o644, 0, 0], [FILES[1].path, 0o644, 0, 0]]);
  });
});

describe('publishing an environment', () => {
  const root = temporaryFolder();
  const registry = new TokenRegistry();

  beforeAll(() => registry.open());
  afterAll(() => registry.close());
  beforeEach(async () => {
    registry.blobs.clear();
    registry.manifests.clear();
    registry.tokenRequests.splice(0);
    Object.assign(registry, { password: 'secret', mayPush: true });
    writeRepository(root(), ['churn', 'fraud'], ['dev'], '');
    const path = 'environments/dev.yaml';
    writeFiles(root(), {
      [path]: readTree(root())[path].replace('gitops: { url: "https://github.com/contoso/scoring" }', `gitops: { source: oci, url: "oci://${registry.host}/flux/dev" }`),
      'docker/config.json': JSON.stringify({ auths: { [registry.host]: { auth: Buffer.from('robot:secret').toString('base64') } } }),
    });
    process.env.DOCKER_CONFIG = `${root()}/docker`;
    await synthesize(root(), { cache: false });
  });
  afterEach(() => { delete process.env.DOCKER_CONFIG; });

  const artifacts = () => {
    const repository = loadRepository(root(), { today: TODAY });
    const tree = readTree(root());
    const cluster = resolveCluster(repository.environments[0], repository.placements.map(({ values }) => values));
    return artifactsOf(cluster, Object.keys(tree), (path) => tree[path]);
  };
  const run = (options = {}) => publish(artifacts(), { tag: 'dev', provenance: PROVENANCE, dryRun: false, ...options });
  const pushedBy = async () => (await run()).filter(({ pushed }) => pushed).map(({ url }) => url.split('/flux/dev')[1]);

  test('makes an artifact of each shard and, last, one of the tree without them', () => {
    const [churn, , tree] = artifacts();
    expect(churn.files.map(({ path }) => path)).toEqual(['dist/clusters/dev/shards/churn/kustomization.yaml', 'dist/models/dev/churn.yaml']);
    expect(tree.files.filter(({ path }) => path.includes('/shards/') || path.startsWith('dist/models/'))).toEqual([]);
    expect(tree.files.map(({ path }) => path)).toContain('dist/clusters/dev/kustomization.yaml');
  });

  test('writes what Flux reads, with the commit', async () => {
    await run();
    const manifest = JSON.parse(registry.manifests.get('flux/dev/shards/churn:dev')!.toString()) as Manifest;
    expect(manifest).toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.cncf.flux.config.v1+json' },
      layers: [{ mediaType: 'application/vnd.cncf.flux.content.v1.tar+gzip' }],
      annotations: { 'org.opencontainers.image.revision': PROVENANCE.revision, 'org.opencontainers.image.source': PROVENANCE.source },
    });
    expect([manifest.config, ...manifest.layers].map(({ digest }) => registry.blobs.has(digest))).toEqual([true, true]);
  });

  test('pushes the artifact of a changed model and no other', async () => {
    expect(await pushedBy()).toEqual(['', '/shards/churn', '/shards/fraud']);
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn').replaceAll('1.0.0', '1.1.0') });
    await synthesize(root(), { cache: false });
    expect(await pushedBy()).toEqual(['/shards/churn']);
    expect(await pushedBy()).toEqual([]);
  });

  test('says with dryRun what it would push, and pushes nothing', async () => {
    expect((await run({ dryRun: true })).every(({ pushed }) => pushed)).toBe(true);
    expect(registry.manifests.size + registry.blobs.size).toBe(0);
  });

  test('exchanges the login for a token of each repository', async () => {
    await run();
    expect(new Set(registry.tokenRequests.map((asked) => asked.get('scope')))).toEqual(
      new Set(['', '/shards/churn', '/shards/fraud'].map((path) => `repository:flux/dev${path}:pull,push`)));
  });

  test('refreshes the token that az acr login left', async () => {
    writeFiles(root(), { 'docker/config.json': JSON.stringify({ auths: { [registry.host]: { identitytoken: 'secret' } } }) });
    await run();
    expect(registry.tokenRequests[0].get('grant_type')).toBe('refresh_token');
  });

  test.each([
    ['a wrong password', () => { registry.password = 'other'; }, /does not accept the credentials \(401\); sign in anew: docker login 127/],
    ['no right to push', () => { registry.mayPush = false; }, /forbids pushing flux\/dev\/shards\/\w+; the role AcrPush is needed/],
  ])('says in a sentence: %s', async (_what, prepare, message) => {
    prepare();
    await expect(run()).rejects.toThrow(message);
  });

  test('says in a sentence that a registry is not there', async () => {
    const away = artifacts().map((artifact) => ({ ...artifact, url: artifact.url.replace(registry.host, '127.0.0.1:2') }));
    await expect(publish(away, { tag: 'dev', provenance: PROVENANCE, dryRun: false })).rejects.toThrow(/^the registry 127\.0\.0\.1:2 cannot be reached: ECONNREFUSED/);
  });

  describe('with a tool that is to sign and is not there', () => {
    const path = process.env.PATH;
    beforeEach(() => { process.env.PATH = ''; });
    afterEach(() => { process.env.PATH = path; });

    test.each(['cosign', 'notation'] as const)('says how to get %s, and moves no tag', async (tool) => {
      await expect(run({ signing: { tool, key: 'team', again: false } })).rejects.toThrow(new RegExp(`^${tool} is not installed \\(https://.*; what is not signed got no tag, so Flux keeps what it has$`));
      expect([...registry.manifests.keys()].filter((key) => key.endsWith(':dev'))).toEqual([]);
    });

    test('would sign what was pushed unsigned, though nothing of it changed', async () => {
      await run();
      await expect(run({ signing: { tool: 'cosign', key: 'team.key', again: false } })).rejects.toThrow(/^cosign is not installed/);
    });
  });
});
