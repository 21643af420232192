import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBase, modelArguments, type ModelSettings } from '../../src/image/build';
import { buildArguments, findBuilder } from '../../src/image/builder';
import { explainBuild } from '../../src/image/explain-build';
import { pushImage } from '../../src/image/push';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const REQUEST = { context: '/c', tags: ['r-scoring/churn:1.0.0'], args: { PACKAGES: 'r-cran-ranger' }, sourceDateEpoch: 0, options: ['--network=host'] };
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('a program that builds images', () => {
  const folder = temporaryFolder();
  const path = process.env.PATH;
  afterEach(() => { process.env.PATH = path; });

  /** Stand-ins in PATH that note their arguments. */
  function programs(scripts: Readonly<Record<string, string>>): void {
    const node = `#!${process.execPath}\nconst fs = require('fs'); const args = process.argv.slice(2); fs.appendFileSync(${JSON.stringify(join(folder(), 'calls'))}, JSON.stringify(args) + '\\n');\n`;
    for (const [name, script] of Object.entries(scripts)) {
      writeFiles(folder(), { [`bin/${name}`]: node + script });
      chmodSync(join(folder(), 'bin', name), 0o755);
    }
    process.env.PATH = join(folder(), 'bin');
  }

  const calls = () => readFileSync(join(folder(), 'calls'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]);

  test('is docker where its daemon answers', () => {
    programs({ docker: '', podman: '' });
    expect(findBuilder()).toBe('docker');
  });

  test('is podman where docker has no daemon', () => {
    programs({ docker: 'process.exit(1)', podman: '' });
    expect(findBuilder()).toBe('podman');
  });

  test('is missed with a sentence', () => {
    programs({ other: '' });
    expect(() => findBuilder()).toThrow('no docker with a daemon that answers, no podman and no buildah was found; install one of them, or build in Azure with --acr');
    expect(() => findBuilder('buildah')).toThrow('buildah was not found, or its daemon does not answer');
  });

  test('gets the time of all files, each in its own way', () => {
    expect(buildArguments('docker', REQUEST)).toEqual([
      'build', '--network=host', '--build-arg', 'PACKAGES=r-cran-ranger', '--build-arg', 'SOURCE_DATE_EPOCH=0', '--tag', 'r-scoring/churn:1.0.0', '--file', '/c/Dockerfile', '/c',
    ]);
    expect(buildArguments('buildah', REQUEST).slice(0, 5)).toEqual(['bud', '--format', 'oci', '--timestamp', '0']);
  });

  const push = (reference: string) => pushImage({ reference, options: [], onLine: () => undefined });

  test('says the digest under which the registry has an image', async () => {
    programs({ podman: `if (args[0] === 'push') fs.writeFileSync(args[args.indexOf('--digestfile') + 1], '${DIGEST}');` });
    expect(await push('contoso.azurecr.io/r-scoring/churn:1.0.0')).toBe(DIGEST);
    expect(calls().at(-1)!.at(-1)).toBe('contoso.azurecr.io/r-scoring/churn:1.0.0');
  });

  test('says how to log in where the registry refuses', async () => {
    programs({ podman: 'if (args[0] === "push") { console.error("unauthorized: authentication required"); process.exit(125); }' });
    await expect(push('contoso.azurecr.io/r-scoring/churn:1.0.0')).rejects.toThrow(/^contoso\.azurecr\.io refused the push; log in first: az acr login --name contoso --expose-token/);
  });

  test('is not asked to push what it does not have', async () => {
    programs({ podman: 'process.exit(args[0] === "image" ? 125 : 0);' });
    await expect(push('contoso.azurecr.io/r-scoring/churn:1.0.0')).rejects.toThrow('there is no image contoso.azurecr.io/r-scoring/churn:1.0.0 here; build it first: plumbline image build, with the same --environment');
  });

  test('says that the registry cannot be reached', async () => {
    programs({ podman: 'if (args[0] === "push") { console.error("dial tcp: lookup contoso.azurecr.io: no such host"); process.exit(125); }' });
    await expect(push('contoso.azurecr.io/r-scoring/churn:1.0.0')).rejects.toThrow('contoso.azurecr.io cannot be reached: dial tcp: lookup contoso.azurecr.io: no such host');
  });

  test('is not asked to push what names no registry', async () => {
    await expect(push('r-scoring/churn:1.0.0')).rejects.toThrow('r-scoring/churn:1.0.0 names no registry; say whose with --environment <name>');
  });

  test('may be a registry in Azure', async () => {
    programs({ az: `if (args[1] === 'repository') console.log('${DIGEST}'); else if (!fs.existsSync(args.at(-1) + '/runtime/r/main.R')) process.exit(1);` });
    const built = await buildBase({
      acr: 'contoso', tags: ['contoso.azurecr.io/r-scoring/base:4.5.0'], builderOptions: [], debianSnapshot: '20260901T000000Z', sourceDateEpoch: 0, onLine: () => undefined,
    });
    expect(built).toEqual({ builder: 'az', id: DIGEST, size: '' });
    expect(calls()[0].slice(0, 10)).toEqual([
      'acr', 'build', '--registry', 'contoso', '--image', 'r-scoring/base:4.5.0', '--build-arg', 'DEBIAN_SNAPSHOT=20260901T000000Z', '--build-arg', 'SOURCE_DATE_EPOCH=0',
    ]);
  });
});

describe('the arguments of a model\'s build', () => {
  const folder = temporaryFolder();
  const given = (more: Partial<ModelSettings>): ModelSettings => ({
    folder: folder(),
    base: 'base',
    name: 'churn',
    version: '1.0.0',
    packages: [],
    cranPackages: [],
    cranSnapshot: '',
    acceptVersions: false,
    tags: [],
    builderOptions: [],
    debianSnapshot: '',
    sourceDateEpoch: 0,
    onLine: () => undefined,
    ...more,
  });

  test('take a package from CRAN or from Debian, not from both', () => {
    writeFiles(folder(), { 'score.R': 'library(torch); library(ranger)' });
    expect(modelArguments(given({ cranPackages: ['torch'], cranSnapshot: 'https://cran.example/2026-09-01' }))).toMatchObject({ PACKAGES: 'r-cran-ranger', CRAN_PACKAGES: 'torch' });
  });

  test('demand a snapshot for packages from CRAN', () => {
    expect(() => modelArguments(given({ cranPackages: ['torch'] }))).toThrow('packages from CRAN need a snapshot');
  });
});

describe('a build that failed', () => {
  test('is explained by the package that Debian lacks', () => {
    expect(explainBuild('podman', ['E: Unable to locate package r-cran-torch'])).toContain('--cran torch --cran-snapshot <url>');
  });

  test('is explained by a package that the snapshot of CRAN lacks', () => {
    const lines = ['Error: https://cran.example.org (--cran-snapshot) has no package torhc', 'Execution halted'];
    expect(explainBuild('podman', lines)).toBe('https://cran.example.org (--cran-snapshot) has no package torhc');
  });

  test.each([
    'Error in library(kernlab) : there is no package called ‘kernlab’',
    'Error in (function (...) : `kernlab` must be installed for `serializer_csv` to work',
    '  kernlab must be installed for the yaml serializer to work',
  ])('is explained by the package that the image lacks: %s', (line) => {
    expect(explainBuild('podman', [line])).toBe('the model needs the R package kernlab, which is not in the image; name it with --package kernlab');
  });

  test('is explained by a root image that could not be had', () => {
    expect(explainBuild('podman', ['Error: initializing source docker://debian:trixie-slim: pinging container registry'])).toContain('the image it starts from could not be had');
  });

  test('is otherwise told in the builder\'s own last lines', () => {
    expect(explainBuild('podman', ['one', 'two'])).toBe('podman failed:\n  one\n  two');
  });
});
