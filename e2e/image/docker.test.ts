import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker, DockerDaemon, hasDocker } from './docker-daemon';
import { debian, hasBuilders, ROOT } from './images';
import { buildBase, buildModel, type BuiltImage } from '../../src/image/build';
import { pushImage } from '../../src/image/push';

const BASE = 'localhost/plumbline-test/docker-base:test';
const MODEL = 'localhost/plumbline-test/docker-boston:test';
const EXAMPLE = join(ROOT, 'model-image', 'examples', 'boston-housing');
const PORT = 18_700 + (process.pid % 200);
const BUILD = { builder: 'docker', builderOptions: ['--network=host'], debianSnapshot: '', sourceDateEpoch: 1_700_000_000, onLine: () => undefined } as const;

if (!hasDocker) {
  if (process.env.CI === 'true') { throw new Error('docker and dockerd are needed, and root: sh model-image/install-builders.sh'); }
  process.stderr.write('skipped: docker builds no image without docker, dockerd and root (sh model-image/install-builders.sh)\n');
}

(hasDocker && hasBuilders ? describe : describe.skip)('docker', () => {
  let daemon: DockerDaemon;
  let folder: string;
  let built: BuiltImage;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-docker-test-'));
    daemon = await DockerDaemon.start();
    const root = debian();
    daemon.load(root);
    await buildBase({ ...BUILD, tags: [BASE], debian: root });
    built = await buildModel({
      ...BUILD, tags: [MODEL], folder: EXAMPLE, base: BASE, name: 'tested', version: '1.2.3', packages: [], cranPackages: [], cranSnapshot: '', acceptVersions: false,
    });
  }, 600_000);

  afterAll(async () => {
    docker('rm', '--force', 'plumbline-docker-test');
    await daemon?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('builds a model\'s image, whose id and size it tells', () => {
    expect(built).toMatchObject({ builder: 'docker', id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(Number(built.size)).toBeGreaterThan(100_000_000);
  });

  it('runs it with a pod\'s restrictions, and it answers R\'s own numbers', async () => {
    const config = { workers: { count: 1, memoryMiB: 256 }, http: { host: '127.0.0.1', port: PORT, managementPort: 0 }, auth: { mode: 'none' } };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o644 });
    const run = docker('run', '--detach', '--name', 'plumbline-docker-test', '--network', 'host', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'all',
      '--security-opt', 'no-new-privileges', '--volume', `${join(folder, 'config.json')}:/etc/plumbline/config.json:ro`, MODEL);
    expect(run.stderr).toBe('');
    const body = readFileSync(join(EXAMPLE, 'sample.csv'), 'utf8');
    const ask = () => fetch(`http://127.0.0.1:${PORT}/score`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body }).catch(() => undefined);
    let answer = await ask();
    for (let tries = 0; tries < 100 && answer === undefined; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      answer = await ask();
    }
    expect((await answer!.text()).split('\n')[1]).toBe('26.002466666666656');
  });

  const push = (reference: string) => pushImage({ reference, builder: 'docker', options: [], onLine: () => undefined });

  it('is not asked to push what it does not have', async () => {
    await expect(push(MODEL.replace(':test', ':absent'))).rejects.toThrow('there is no image localhost/plumbline-test/docker-boston:absent here; build it first');
  });

  it('tells that a registry cannot be reached', async () => {
    // Nothing listens on port 1.
    const nowhere = MODEL.replace('localhost', 'localhost:1');
    docker('tag', MODEL, nowhere);
    await expect(push(nowhere)).rejects.toThrow('localhost:1 cannot be reached');
  });
});
