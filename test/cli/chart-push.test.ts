import { createHash } from 'node:crypto';
import type { Manifest } from '../../src/publish/registry';
import { plumblineBeside } from '../helpers/plumbline';
import { modelSpec, synthesize, writeRepository } from '../helpers/repository';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';
import { TokenRegistry } from '../helpers/token-registry';

describe('plumbline chart push', () => {
  const root = temporaryFolder();
  const registry = new TokenRegistry();

  beforeAll(() => registry.open());
  afterAll(() => registry.close());
  beforeEach(async () => {
    registry.blobs.clear();
    registry.manifests.clear();
    Object.assign(registry, { password: 'secret', mayPush: true });
    writeRepository(root(), ['churn', 'fraud'], ['dev'], 'charts: true');
    writeFiles(root(), { 'docker/config.json': JSON.stringify({ auths: { [registry.host]: { auth: Buffer.from('robot:secret').toString('base64') } } }) });
    await synthesize(root(), { cache: false });
  });

  const run = (...args: readonly string[]) => plumblineBeside(root(), ['chart', 'push', ...args], { DOCKER_CONFIG: `${root()}/docker`, NO_COLOR: '1' });
  const push = (...args: readonly string[]) => run('--to', `oci://${registry.host}/charts`, ...args);
  const pushed = () => [...registry.manifests.keys()].sort();
  const changeChurn = async (from: string, to: string) => {
    writeFiles(root(), { 'models/churn.yaml': modelSpec('churn').replaceAll(from, to) });
    await synthesize(root(), { cache: false });
  };

  test('pushes each chart under the version of its model', async () => {
    const { exitCode, stdout, stderr } = await push();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.replaceAll(registry.host, 'registry').replace(/sha256:[0-9a-f]{64}/g, '<digest>').split('\n')).toEqual([
      'pushed  oci://registry/charts/churn:1.0.0  <digest>',
      'pushed  oci://registry/charts/fraud:1.0.0  <digest>',
      '2 charts pushed, 0 there already',
      '',
    ]);
    expect(pushed()).toEqual(['charts/churn:1.0.0', 'charts/fraud:1.0.0']);
  });

  test('writes what helm pull reads', async () => {
    await push('--model', 'churn');
    const { config, layers } = JSON.parse(registry.manifests.get('charts/churn:1.0.0')!.toString()) as Manifest;
    expect([config, ...layers].map(({ mediaType }) => mediaType))
      .toEqual(['application/vnd.cncf.helm.config.v1+json', 'application/vnd.cncf.helm.chart.content.v1.tar+gzip']);
    expect(JSON.parse(registry.blobs.get(config.digest)!.toString())).toMatchObject({ name: 'churn', version: '1.0.0' });
    expect(registry.blobs.has(layers[0].digest)).toBe(true);
  });

  test('leaves a version with the same content alone, and writes nothing', async () => {
    await push();
    // A registry that takes nothing: a single write would fail.
    registry.mayPush = false;
    const { exitCode, stdout } = await push();
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '0 charts pushed, 2 there already\n' });
  });

  test('refuses a version that is there with another content, and leaves what is there', async () => {
    await push();
    const before = registry.manifests.get('charts/churn:1.0.0')!.toString();
    await changeChurn('600Mi', '700Mi');
    const { exitCode, stdout, stderr } = await push();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.replaceAll(registry.host, 'registry').replace(/sha256:[0-9a-f]{64}/, '<digest>')).toBe(
      'error: oci://registry/charts/churn has a version 1.0.0 already, with another content (<digest>); '
      + 'a version never changes: raise metadata.version of models/churn.yaml\n');
    expect(registry.manifests.get('charts/churn:1.0.0')!.toString()).toBe(before);
  });

  test('pushes another content under another version, and no other chart', async () => {
    await push();
    await changeChurn('1.0.0', '1.1.0');
    expect((await push()).stdout).toMatch(/^pushed {2}oci:\/\/\S+\/charts\/churn:1\.1\.0 {2}\S+\n1 chart pushed, 1 there already\n$/);
    expect(pushed()).toEqual(['charts/churn:1.0.0', 'charts/churn:1.1.0', 'charts/fraud:1.0.0']);
  });

  test('says with --dry-run what it would push, and pushes nothing', async () => {
    expect((await push('--dry-run')).stdout).toMatch(/^would push .*\nwould push .*\n2 charts to push, 0 there already\n$/);
    expect(registry.manifests.size + registry.blobs.size).toBe(0);
  });

  test('refuses with --dry-run what a push would be refused', async () => {
    await push();
    await changeChurn('600Mi', '700Mi');
    expect((await push('--dry-run')).exitCode).toBe(1);
  });

  test('signs what has a signature already with --sign-again alone', async () => {
    await push('--model', 'churn');
    const manifest = registry.manifests.get('charts/churn:1.0.0')!;
    registry.manifests.set(`charts/churn:sha256-${createHash('sha256').update(manifest).digest('hex')}.sig`, manifest);
    // Where it would sign, it says that it can't.
    const sign = (...args: readonly string[]) => plumblineBeside(root(), ['chart', 'push', '--to', `oci://${registry.host}/charts`, '--model', 'churn', '--sign', 'cosign', ...args],
      { DOCKER_CONFIG: `${root()}/docker`, NO_COLOR: '1', PATH: '' });
    expect((await sign()).stdout).toBe('0 charts pushed, 1 there already\n');
    expect((await sign('--sign-again')).stderr).toMatch(/^error: cosign is not installed/);
  });

  test('reports as JSON with --json', async () => {
    const { stdout } = await push('--json', '--model', 'fraud');
    expect(JSON.parse(stdout)).toEqual({ charts: [{ url: `oci://${registry.host}/charts/fraud:1.0.0`, digest: expect.stringMatching(/^sha256:/), pushed: true }] });
  });

  describe('refuses in a sentence', () => {
    const says = async (finished: ReturnType<typeof run>) => {
      const { exitCode, stdout, stderr } = await finished;
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      return stderr.replaceAll(registry.host, 'registry');
    };

    test('a model that has no chart', async () => {
      expect(await says(push('--model', 'chrun'))).toBe('error: there is no chart of chrun; there are churn, fraud; did you mean churn?\n');
    });

    test('a place that is none', async () => {
      expect(await says(run('--to', 'https://contoso.azurecr.io/charts'))).toBe('error: --to https://contoso.azurecr.io/charts is not oci://<registry>/<path>, in lower case\n');
    });

    test('charts that are not what the specs say', async () => {
      writeFiles(root(), { 'dist/charts/churn/values.yaml': `${readTree(root())['dist/charts/churn/values.yaml']}# by hand\n` });
      expect(await says(push())).toMatch(/dist\/charts\//);
      expect(registry.manifests.size).toBe(0);
    });

    test('no environment with charts', async () => {
      writeRepository(root(), ['churn', 'fraud'], ['dev']);
      await synthesize(root(), { cache: false });
      expect(await says(run())).toBe('error: no environment has charts: true, or gitops.deliver chart-oci\n');
    });

    test('two registries to choose from', async () => {
      writeRepository(root(), ['churn', 'fraud'], ['dev', 'production'], 'charts: true');
      await synthesize(root(), { cache: false });
      expect(await says(run())).toBe('error: dev and production have charts; say which registry with --environment or --to\n');
    });

    test('no right to push', async () => {
      registry.mayPush = false;
      expect(await says(push())).toMatch(/^error: .*forbids pushing charts\/churn; the role AcrPush is needed/);
    });
  });
});
