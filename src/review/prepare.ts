import { predictBoth } from './azure/predict';
import { type Base, baseText, findBase, refuseUnfinishedMerge } from './base';
import { readBaseSpecs } from './base-specs';
import type { PriceTable } from './costs';
import { Git } from './git';
import { ownChanges } from './own-changes';
import { ownFiles } from './own-files';
import { objectRenders } from './render';
import { type Review, reviewOf } from './review';
import { sideOf } from './side';
import { stateNotes } from './state-notes';
import { upgradeOf } from './upgrade';
import { loadTemplates } from '../render/load-render';
import { cacheOf, prepareSynth, type SpecsOptions } from '../render/synth';
import type { Problem } from '../spec';
import { readSpecFiles } from '../spec/load/read-files';

export interface ReviewOptions extends SpecsOptions {
  /** Branch, tag or commit; by default the branch that changes are merged into. */
  readonly base?: string;
  readonly prices?: PriceTable;
}

export interface PreparedReview {
  readonly base: Base;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** None while the specs of the working tree have errors. */
  readonly review?: Review;
}

/**
 * Reads both sides, and says what the change between them means. Reads only, from the disk and from git.
 * @throws GitError with a sentence where there is nothing to compare with
 */
export async function prepareReview(options: ReviewOptions): Promise<PreparedReview> {
  const git = new Git(options.root);
  const base = await findBase(git, options.base);
  const { repository, plan } = await prepareSynth({ ...options, selection: { environments: [], models: [] } });
  const { errors, warnings } = repository;
  if (plan === undefined) { return { base, errors, warnings }; }
  await refuseUnfinishedMerge(git);
  const before = await readBaseSpecs(git, base.commit, readSpecFiles(options.root).files, repository, options.today);
  const renders = objectRenders(await loadTemplates(cacheOf(options)('templates.json')));
  const sides = { before: sideOf(before.repository), after: sideOf(repository) };
  // Another process has the time that the rest takes.
  const predicting = predictBoth(git, options.root, base.commit, sides.before, sides.after);
  predicting.catch(() => undefined);
  const own = await ownFiles(git, base.commit, before.repository, renders);
  const review = reviewOf({
    ...sides,
    ...renders,
    own: ownChanges(own.differences),
    prices: options.prices,
    upgrade: await upgradeOf(git, options.root, base.commit),
    predictions: await predicting,
    surroundings: { since: baseText(base), isRenderedStale: plan.writes.length + plan.removals.length + plan.obstacles.length > 0 },
    notes: [...await stateNotes(git, options.root, plan), ...before.notes, ...own.notes],
  });
  return { base, errors, warnings, review };
}
