import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/** Packs both packages into a folder. @throws Error when npm fails */
export function packed(folder: string): Packages {
  return {
    plumbline: `plumbline-scoring@file:${pack(ROOT, folder)}`,
    scaffold: `projen-plumbline@file:${pack(join(ROOT, 'scaffold'), folder)}`,
    projenVersion: (JSON.parse(readFileSync(require.resolve('projen/package.json'), 'utf8')) as { version: string }).version,
  };
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
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...who, CI: '', NO_COLOR: '1' } });
  return { exitCode: status, output: stdout + stderr };
}
