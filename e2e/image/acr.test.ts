import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './images';
import { buildBase, buildModel, type BuildSettings } from '../../src/image/build';

/** The Azure CLI as it is installed; slow to start, so asked once. Says also which Python it runs in. */
const AZ = spawnSync('sh', ['-c', 'command -v az'], { encoding: 'utf8' }).stdout.trim();
const PYTHON = AZ === '' ? undefined : /^Python location '(.*)'/m.exec(spawnSync(AZ, ['--version'], { encoding: 'utf8' }).stdout)?.[1];

/** What `az acr build` sends as its context: packed by its own code, and listed. */
const PACK = `
import sys, tarfile
from azure.cli.command_modules.acr._archive_utils import _pack_source_code
context, archive, listing = sys.argv[1:]
_pack_source_code(context, archive, context + '/Dockerfile', 'sent_Dockerfile')
open(listing, 'w').write('\\n'.join(sorted(tarfile.open(archive).getnames())))
`;

if (PYTHON === undefined) {
  // GitHub's runners bring it: https://github.com/actions/runner-images
  if (process.env.GITHUB_ACTIONS === 'true') { throw new Error('the Azure CLI is missing: https://learn.microsoft.com/cli/azure/install-azure-cli'); }
  process.stderr.write('skipped: nothing reads the arguments of a build in Azure without the Azure CLI (python3 -m pip install azure-cli)\n');
}

/** As far as it can be followed without a subscription: the CLI's own parser takes what it is given, and its own code packs the context. */
(PYTHON === undefined ? describe.skip : describe)('the Azure CLI', () => {
  const before = { ...process.env };
  let folder: string;
  let lines: string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-acr-'));
    mkdirSync(join(folder, 'bin'));
    Object.assign(process.env, { AZURE_CONFIG_DIR: join(folder, 'config'), AZURE_CORE_COLLECT_TELEMETRY: 'no' });
  });
  beforeEach(() => { lines = []; });
  afterEach(() => { process.env.PATH = before.PATH; });
  afterAll(() => {
    for (const name of ['AZURE_CONFIG_DIR', 'AZURE_CORE_COLLECT_TELEMETRY']) {
      if (before[name] === undefined) { delete process.env[name]; } else { process.env[name] = before[name]; }
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a script before the CLI, which it knows as $AZ. */
  function stepIn(script: string): void {
    const path = join(folder, 'bin', 'az');
    writeFileSync(path, `#!/bin/sh\nAZ='${AZ}'\n${script}\n`);
    chmodSync(path, 0o755);
    process.env.PATH = `${join(folder, 'bin')}:${before.PATH}`;
  }

  const settings = (name: string, builderOptions: readonly string[] = []): BuildSettings => ({
    acr: 'contoso', tags: [`contoso.azurecr.io/r-scoring/${name}`], builderOptions, debianSnapshot: '', sourceDateEpoch: 0, onLine: (line) => lines.push(line),
  });
  const base = (...options: string[]) => buildBase(settings('base:4.5.0', options));
  const model = () => buildModel({
    ...settings('boston-housing:1.0.0'),
    folder: join(ROOT, 'model-image', 'examples', 'boston-housing'),
    base: 'contoso.azurecr.io/r-scoring/base:4.5.0',
    name: 'boston-housing',
    version: '1.0.0',
    packages: ['jsonlite'],
    cranPackages: [],
    cranSnapshot: '',
    acceptVersions: false,
  });

  it('takes the command lines of both builds, and asks who is there', async () => {
    await expect(base()).rejects.toThrow('az login');
    await expect(model()).rejects.toThrow('az login');
    await expect(base('--platform', 'linux/amd64')).rejects.toThrow('az login');
  }, 120_000);

  it('refuses an option of somebody else, which is then told', async () => {
    await expect(base('--network=host')).rejects.toThrow('unrecognized arguments: --network=host');
  }, 60_000);

  it('takes the question for the digest of what it has built', async () => {
    stepIn(`[ "$2" = build ] || exec "$AZ" "$@" 2>'${join(folder, 'asked')}'`);
    await expect(base()).rejects.toThrow('contoso.azurecr.io/r-scoring/base:4.5.0 was built, and the registry contoso does not say under which digest');
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain('az login');
  }, 60_000);

  it('packs all that the Dockerfile copies', async () => {
    writeFileSync(join(folder, 'pack.py'), PACK);
    const listing = join(folder, 'listing');
    stepIn(`for context in "$@"; do :; done; exec '${PYTHON}' '${join(folder, 'pack.py')}' "$context" '${join(folder, 'context.tar.gz')}' '${listing}'`);
    const sent = async (build: Promise<unknown>): Promise<string[]> => {
      rmSync(listing, { force: true });
      // The script has no digest to tell.
      await build.catch(() => undefined);
      return existsSync(listing) ? readFileSync(listing, 'utf8').split('\n') : lines;
    };
    const copied = (dockerfile: string): string[] => [...readFileSync(join(ROOT, 'model-image', dockerfile), 'utf8').matchAll(/^COPY (?!--from)(?:--\S+ )*(\S+) /gm)].map(([, source]) => source.replace(/\/$/, ''));
    const ofBase = await sent(base());
    expect(copied('Dockerfile').length).toBeGreaterThan(0);
    expect(ofBase).toEqual(expect.arrayContaining(['sent_Dockerfile', 'runtime/r/main.R', ...copied('Dockerfile')]));
    expect(await sent(model())).toEqual(expect.arrayContaining(['sent_Dockerfile', ...copied('model.Dockerfile'), 'model/model.rds']));
  }, 60_000);
});
