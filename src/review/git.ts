import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What git, or the state of the repository, makes impossible; the message is for the person at the keyboard. */
export class GitError extends Error {}

const MOST_OUTPUT_BYTES = 1024 * 1024 * 1024;

/** No pager, no prompt, no lock taken for reading, and messages that do not depend on the language. */
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat', LC_ALL: 'C' };

/** A file of a commit. */
export interface TreeFile {
  readonly path: string;
  /** Name of the blob. */
  readonly id: string;
}

/** The git program, in one folder. Reads only. */
export class Git {
  constructor(private readonly root: string) {}

  /**
   * Standard output of a command.
   * @throws GitError with git's own last words
   */
  async run(...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile('git', args, { cwd: this.root, maxBuffer: MOST_OUTPUT_BYTES, env: { ...process.env, ...ENVIRONMENT } }, (error, stdout, stderr) => {
        if (error === null) { resolve(stdout); } else { reject(sentence(error, stderr, this.root)); }
      });
    });
  }

  /** Standard output without its last line's end; undefined where the command fails. */
  async ask(...args: readonly string[]): Promise<string | undefined> {
    try {
      return (await this.run(...args)).trimEnd();
    } catch (error) {
      if (error instanceof GitError && error.message !== NOT_INSTALLED) { return undefined; }
      throw error;
    }
  }

  /** Regular files of a commit below folders of this one, relative to it. */
  async files(commit: string, folders: readonly string[]): Promise<TreeFile[]> {
    const listing = await this.run('ls-tree', '-r', '-z', commit, '--', ...folders.map((folder) => `${folder}/`));
    return listing.split('\0').flatMap((line) => {
      const [, mode, id, path] = /^(\d+) blob ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
      return mode === '100644' || mode === '100755' ? [{ id, path }] : [];
    });
  }

  /** Contents of blobs, in their order. */
  async blobs(ids: readonly string[]): Promise<Buffer[]> {
    if (ids.length === 0) { return []; }
    const output = await this.feed(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    let at = 0;
    return ids.map((id) => {
      const end = output.indexOf(0x0a, at);
      const size = Number(output.toString('latin1', at, end).split(' ')[2]);
      if (!Number.isInteger(size)) { throw new GitError(`git does not have the object ${id}; run git fetch, and git fsck if that does not help`); }
      const content = output.subarray(end + 1, end + 1 + size);
      at = end + size + 2;
      return content;
    });
  }

  private async feed(args: readonly string[], input: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', args, { cwd: this.root, env: { ...process.env, ...ENVIRONMENT } });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => { chunks.push(chunk); });
      child.on('error', (error) => { reject(sentence(error, '', this.root)); });
      child.on('close', (code) => { if (code === 0) { resolve(Buffer.concat(chunks)); } else { reject(new GitError(`git ${args[0]} failed; run git fsck`)); } });
      child.stdin.end(input);
    });
  }
}

const NOT_INSTALLED = 'git was not found; install it, or put it into PATH';

function sentence(error: Error, stderr: string, root: string): GitError {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return new GitError(existsSync(root) ? NOT_INSTALLED : `there is no folder ${root}`); }
  if (/not a git repository/i.test(stderr)) { return new GitError('this folder is in no Git repository, so there is nothing to compare with; run git init and commit, or give --root'); }
  if (/dubious ownership/i.test(stderr)) { return new GitError('git refuses a repository that belongs to another user; run git config --global --add safe.directory with its path'); }
  return new GitError(`git: ${stderr.trim().split('\n').at(-1)?.replace(/^(fatal|error): /, '') ?? error.message}`);
}
