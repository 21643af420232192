import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

export interface Run {
  readonly exitCode: number | null;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** The packages as npm would publish them, as npm takes them. */
export interface Packages {
  readonly plumbline: string;
  readonly scaffold: string;
  readonly projenVersion: string;
}

/** What a person says of a new repository, beside its packages. */
export const OPTIONS = [
  '--registry', 'contosoteam', '--region', 'westeurope', '--cluster', 'scoring-prod', '--host', 'models.contoso.com',
  '--repository', 'https://github.com/contoso/team-scoring', '--model', 'churn', '--team', 'crm',
];

/** Compiles both packages, where that is not done yet. @throws Error when it fails */
export function preparePackages(): void {
  const { exitCode, output } = projen(ROOT, 'prepare:packages');
  if (exitCode !== 0) { throw new Error(`the packages could not be compiled:\n${output}`); }
}

/** Makes a repository in a folder, which comes to be. */
export function newRepository(folder: string, { scaffold, plumbline, projenVersion }: Packages, ...options: readonly string[]): Run {
  mkdirSync(folder, { recursive: true });
  return projen(folder, 'new', '--from', scaffold, '--projen-version', projenVersion, '--plumbline', plumbline, ...options);
}

/** Packs both packages into a folder. @throws Error when npm fails */
export function packed(folder: string): Packages {
  return {
    plumbline: `plumbline-scoring@file:${pack(ROOT, folder)}`,
    scaffold: `projen-plumbline@file:${pack(join(ROOT, 'scaffold'), folder)}`,
    projenVersion: (JSON.parse(readFileSync(require.resolve('projen/package.json'), 'utf8')) as { version: string }).version,
  };
}

/** Where npm fetches packages from, unless a test says otherwise. */
export function registryOf(folder: string): string {
  return run('npm', ['config', 'get', 'registry'], folder).output.trim();
}

/** Packs what an archive of npm holds under another version, with other files in it. @throws Error when npm fails */
export function repacked(archive: string, version: string, files: Readonly<Record<string, string>>, destination: string): void {
  const unpacked = mkdtempSync(join(tmpdir(), 'plumbline-version-'));
  try {
    const { exitCode, output } = run('tar', ['-xzf', archive, '-C', unpacked], unpacked);
    if (exitCode !== 0) { throw new Error(`${archive} could not be unpacked:\n${output}`); }
    const folder = join(unpacked, 'package');
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }));
    for (const [path, text] of Object.entries(files)) { writeFileSync(join(folder, path), text); }
    pack(folder, destination);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

/** The archive that a specification of a package names. */
export function archiveOf(specification: string): string {
  return specification.replace(/^[^@]+@file:/, '');
}

function pack(source: string, folder: string): string {
  const { exitCode, output } = run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], source);
  if (exitCode !== 0) { throw new Error(`${source} could not be packed:\n${output}`); }
  return join(folder, output.trim().split('\n').at(-1)!);
}

/** Runs projen in a repository, as npx would. */
export function projen(folder: string, ...args: readonly string[]): Run {
  return run(process.execPath, [require.resolve('projen/bin/projen'), ...args], folder);
}

export function git(folder: string, ...args: readonly string[]): Run {
  return run('git', args, folder);
}

function run(command: string, args: readonly string[], cwd: string): Run {
  const who = { GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.com', GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@example.com' };
  // The suites of the cluster are transpiled by a configuration that is not the repository's.
  const env = { ...process.env, ...who, CI: '', NO_COLOR: '1', TS_NODE_PROJECT: undefined };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  return { exitCode: status, output: stdout + stderr };
}
