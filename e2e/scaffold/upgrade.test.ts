import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { archiveOf, git, newRepository, OPTIONS, packed, projen, registryOf, repacked } from './repository';

const NOTE = 'Say spec.example in every model before the next synth.';

/** Two versions of both packages, in a registry, as a team gets them. */
describe('a newer version of Plumbline', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'plumbline-upgrade-'));
  const published = join(workspace, 'published');
  const folder = join(workspace, 'team');
  const former = process.env.npm_config_registry;
  let registry: ChildProcess;
  let archives: { readonly plumbline: string; readonly scaffold: string };

  beforeAll(async () => {
    mkdirSync(published);
    const packages = packed(workspace);
    archives = { plumbline: archiveOf(packages.plumbline), scaffold: archiveOf(packages.scaffold) };
    for (const archive of Object.values(archives)) { cpSync(archive, join(published, basename(archive))); }
    registry = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'registry.ts'), published, registryOf(workspace)], {
      env: { ...process.env, TS_NODE_PROJECT: join(__dirname, '..', 'tsconfig.json') }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.env.npm_config_registry = await new Promise<string>((resolve) => { registry.stdout!.once('data', (address: Buffer) => { resolve(address.toString().trim()); }); });
    // Npx asks a person before it runs a program that is not installed.
    process.env.npm_config_yes = 'true';
    const { scaffold, plumbline } = { scaffold: 'projen-plumbline', plumbline: 'plumbline-scoring' };
    expect(newRepository(folder, { scaffold, plumbline, projenVersion: packages.projenVersion }, ...OPTIONS)).toMatchObject({ exitCode: 0 });
    expect(projen(folder, 'synth')).toMatchObject({ exitCode: 0 });
    git(folder, 'add', '.');
    expect(git(folder, 'commit', '-m', 'Render')).toMatchObject({ exitCode: 0 });
  });

  afterAll(() => {
    if (former === undefined) { delete process.env.npm_config_registry; } else { process.env.npm_config_registry = former; }
    delete process.env.npm_config_yes;
    registry.kill();
    rmSync(workspace, { recursive: true, force: true });
  });

  const locked = (name: string) => {
    const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version: string }> };
    return packages[`node_modules/${name}`].version;
  };

  test('comes by projen upgrade', () => {
    const version = locked('plumbline-scoring');
    repacked(archives.plumbline, '0.1.0', { 'docs/migrations/0.1.0.md': `# 0.1.0\n\n- ${NOTE}\n` }, published);
    repacked(archives.scaffold, '0.1.0', {}, published);
    git(folder, 'checkout', '-b', 'upgrade');
    const { exitCode, output } = projen(folder, 'upgrade');
    expect({ exitCode, output: exitCode === 0 ? '' : output }).toEqual({ exitCode: 0, output: '' });
    expect([version, locked('plumbline-scoring'), locked('projen-plumbline')]).toEqual(['0.0.0', '0.1.0', '0.1.0']);
  });

  test('is the first thing that the review says, with the note of the version', () => {
    const { exitCode, output } = projen(folder, 'review');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Plumbline 0\.0\.0 → 0\.1\.0; nothing changes since /m);
    expect(output).toMatch(new RegExp(`^ +0\\.1\\.0: +${NOTE}$`, 'm'));
  });

  test('leaves the repository such that its test passes', () => {
    expect(projen(folder, 'test')).toMatchObject({ exitCode: 0 });
  });
});
