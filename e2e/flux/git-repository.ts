import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { applyPlan } from '../../src/render/apply';
import { prepareSynth } from '../../src/render/synth';
import { formatProblem } from '../../src/spec/problem';
import { TODAY } from '../suites/sample-specs';

const ROOT = resolve(__dirname, '..', '..');

/** Git without the person's own settings, hooks and identity. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'e2e',
  GIT_AUTHOR_EMAIL: 'e2e@example.com',
  GIT_COMMITTER_NAME: 'e2e',
  GIT_COMMITTER_EMAIL: 'e2e@example.com',
};

/** A repository as a team has it: specs and what synth made of them, in a clone that is pushed to where Flux reads. */
export class GitRepository {
  readonly name = 'scoring.git';
  /** The work tree in which somebody edits. */
  readonly clone: string;

  /**
   * @param folder of its own; the bare repository that is served lies there under its name
   * @param made a repository that somebody has made, with main checked out; a new one beside the served one if left out
   */
  constructor(readonly folder: string, made?: string) {
    rmSync(folder, { recursive: true, force: true });
    this.clone = made ?? join(folder, 'clone');
    mkdirSync(folder, { recursive: true });
    this.git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', this.name);
    if (made === undefined) {
      mkdirSync(this.clone);
      this.git(this.clone, 'init', '--quiet', '--initial-branch=main');
      cpSync(join(ROOT, '.sourceignore'), join(this.clone, '.sourceignore'));
    }
    this.git(this.clone, 'remote', 'add', 'origin', join(folder, this.name));
  }

  /** Puts the project's own specs into the clone. */
  copySpecs(): void {
    for (const part of ['models', 'environments']) { cpSync(join(ROOT, part), join(this.clone, part), { recursive: true }); }
  }

  read(path: string): string {
    return readFileSync(join(this.clone, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.clone, path, '..'), { recursive: true });
    writeFileSync(join(this.clone, path), text);
  }

  /** Replaces what occurs exactly once. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (text.split(from).length !== 2) { throw new Error(`${path} holds ${text.split(from).length - 1} times ${from}`); }
    this.write(path, text.replace(from, to));
  }

  remove(path: string): void {
    rmSync(join(this.clone, path));
  }

  /** What a person does after editing a spec. */
  async synth(): Promise<void> {
    const { repository, plan } = await prepareSynth({ root: this.clone, today: TODAY, cache: false, selection: { environments: [], models: [] } });
    if (plan === undefined) { throw new Error(repository.errors.map(formatProblem).join('\n')); }
    await applyPlan(this.clone, plan);
  }

  /** Commits everything and pushes it. Answers the commit. */
  commit(message: string, { allowEmpty = false } = {}): string {
    this.git(this.clone, 'add', '--all');
    this.git(this.clone, 'commit', '--quiet', '--message', message, ...allowEmpty ? ['--allow-empty'] : []);
    return this.push();
  }

  /** Takes back the last commit by another. */
  revert(): string {
    this.git(this.clone, 'revert', '--no-edit', 'HEAD');
    return this.push();
  }

  /** What a file is in a branch of the served repository; undefined where the branch or the file is not there. */
  served(branch: string, path: string): string | undefined {
    try {
      return this.git(join(this.folder, this.name), 'show', `${branch}:${path}`);
    } catch {
      return undefined;
    }
  }

  /** Files in which a branch of the served repository differs from main. */
  changedIn(branch: string): string[] {
    return this.git(join(this.folder, this.name), 'diff', '--name-only', 'main', branch).split('\n');
  }

  /** Begins a branch in the work tree. */
  branch(name: string): void {
    this.git(this.clone, 'checkout', '--quiet', '-b', name);
  }

  /** Commits everything to the branch that is checked out, and merges that into main, as a host does with a pull request. Answers main's commit. */
  mergeBranch(message: string): string {
    this.git(this.clone, 'add', '--all');
    this.git(this.clone, 'commit', '--quiet', '--message', message);
    const branch = this.git(this.clone, 'rev-parse', '--abbrev-ref', 'HEAD');
    this.git(this.clone, 'checkout', '--quiet', 'main');
    this.git(this.clone, 'merge', '--quiet', '--no-ff', '--no-edit', branch);
    return this.push();
  }

  /** Merges a branch of the served repository into the work tree. */
  merge(branch: string): void {
    this.git(this.clone, 'fetch', '--quiet', 'origin');
    this.git(this.clone, 'merge', '--quiet', '--no-edit', `origin/${branch}`);
  }

  private push(): string {
    this.git(this.clone, 'push', '--quiet', 'origin', 'main');
    return this.git(this.clone, 'rev-parse', 'HEAD');
  }

  private git(folder: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }
}
