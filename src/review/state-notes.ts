import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git';
import { isSpecFile } from './spec-file';
import { listed, quantity } from './wording';
import type { Plan } from '../render/plan';

/** Files looked into for marks of a merge. */
const MOST_LOOKED_INTO = 50;
const MOST_NAMED = 5;

/** What a reader should know about the state of the working tree before believing the review. */
export async function stateNotes(git: Git, root: string, plan: Plan): Promise<string[]> {
  const notes: string[] = [];
  const uncommitted = await uncommittedSpecs(git);
  if (uncommitted.length > 0) { notes.push(`${quantity(uncommitted.length, 'spec')} not committed yet and part of this review: ${listed(uncommitted, MOST_NAMED)}`); }
  const stale = [...plan.writes.map(({ path }) => path), ...plan.removals];
  const marked = plan.writes.filter(({ reason }) => reason === 'different').slice(0, MOST_LOOKED_INTO).filter(({ path }) => /^(?:<{7}|>{7}) /m.test(readFileSync(join(root, path), 'utf8')));
  if (marked.length > 0) {
    notes.push(`${listed(marked.map(({ path }) => path), MOST_NAMED)} ${marked.length === 1 ? 'holds' : 'hold'} the marks of a merge's conflict: run npx projen synth, which writes them anew`);
  } else if (stale.length > 0) {
    notes.push(`dist/ is not what the specs say (stale, or edited by hand): ${listed(stale, MOST_NAMED)}; run npx projen synth and commit what it writes`);
  }
  if (plan.obstacles.length > 0) { notes.push(`${listed(plan.obstacles.map(({ file, message }) => `${file} ${message}`), MOST_NAMED)}`); }
  return notes;
}

/** Specs that differ from the last commit, are new or are gone; what else lies in their folders is none. */
async function uncommittedSpecs(git: Git): Promise<string[]> {
  const listing = await git.run('status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', 'models', 'environments');
  // Its paths begin at the repository's root, two letters and a space after a line's beginning.
  const from = 3 + (await git.run('rev-parse', '--show-prefix')).trimEnd().length;
  return listing.split('\0').map((line) => line.slice(from)).filter(isSpecFile);
}
