import { type Git, GitError } from './git';
import { listed } from './wording';
import { didYouMean } from '../spec/validate/nearest';

/** What a working tree is compared with. */
export interface Base {
  /** As it was asked for, or found. */
  readonly ref: string;
  readonly commit: string;
}

const MOST_NAMED = 5;

/** The remote's own name for its main branch, which says little to a reader. */
const REMOTE_HEAD = 'origin/HEAD';

/** Where the branch that changes are merged into is looked for. */
const USUAL = [REMOTE_HEAD, 'origin/main', 'origin/master', 'main', 'master'];

const SHORT = 9;

/** A base for a reader: `main (1a2b3c4d5)`; a commit that was asked for by its name is that name. */
export function baseText({ ref, commit }: Base): string {
  return commit.startsWith(ref) ? commit.slice(0, SHORT) : `${ref} (${commit.slice(0, SHORT)})`;
}

/**
 * The commit from which the current branch left another: what a pull request's reviewer compares with.
 * @throws GitError with a sentence where there is none
 */
export async function findBase(git: Git, asked: string | undefined): Promise<Base> {
  if (asked === '') { throw new GitError('--base is empty; name a branch, tag or commit, or leave it out'); }
  await git.run('rev-parse', '--git-dir');
  if (await git.ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}') === undefined) {
    throw new GitError('this repository has no commit yet, so there is nothing to compare with; commit once');
  }
  const ref = asked ?? await usualRef(git);
  const tip = await git.ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (tip === undefined) { throw new GitError(await missing(git, ref)); }
  const commit = await git.ask('merge-base', tip, 'HEAD');
  if (commit !== undefined) { return { ref, commit }; }
  if (await isShallow(git)) {
    throw new GitError(`this clone is shallow and does not reach back to where it left ${ref}; run git fetch --unshallow (in a workflow: fetch-depth: 0)`);
  }
  throw new GitError(`${ref} and the current branch have no commit in common; give another --base`);
}

async function usualRef(git: Git): Promise<string> {
  for (const ref of USUAL) {
    if (await git.ask('rev-parse', '--verify', '--quiet', `${ref}^{commit}`) !== undefined) { return ref === REMOTE_HEAD ? await git.ask('rev-parse', '--abbrev-ref', ref) ?? ref : ref; }
  }
  throw new GitError('there is no branch main or master to compare with; name one with --base <ref>');
}

async function missing(git: Git, ref: string): Promise<string> {
  const known = (await git.run('for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags')).split('\n').filter((name) => name !== '');
  const shallow = await isShallow(git) ? '; this clone is shallow: run git fetch --unshallow (in a workflow: fetch-depth: 0)' : `${didYouMean(ref, known)}; run git fetch if it is new`;
  return `no commit, branch or tag is called ${ref}${shallow}`;
}

async function isShallow(git: Git): Promise<boolean> {
  return await git.ask('rev-parse', '--is-shallow-repository') === 'true';
}

/**
 * Stops where a merge is not finished. Marks of conflicts in specs are problems of the specs, which say in which lines; this is for what is left.
 * @throws GitError with a sentence
 */
export async function refuseUnfinishedMerge(git: Git): Promise<void> {
  const unmerged = [...new Set((await git.run('diff', '--name-only', '--diff-filter=U', '-z', '--relative')).split('\0').filter((path) => path !== ''))];
  if (unmerged.length === 0) { return; }
  const byHand = unmerged.filter((path) => !isRendered(path));
  throw new GitError(byHand.length > 0
    ? `a merge is not finished: resolve ${listed(byHand, MOST_NAMED)} and git add ${byHand.length === 1 ? 'it' : 'them'}, then run npx projen synth for what is rendered and git add that, too`
    : `a merge is not finished, with conflicts in rendered files alone: run npx projen synth, which writes them anew, and git add ${listed(unmerged, MOST_NAMED)}`);
}

/** Whether synth writes a file. */
function isRendered(path: string): boolean {
  return path.startsWith('dist/') || /^bicep\/environments\/[^/]+\.bicepparam$/.test(path);
}
