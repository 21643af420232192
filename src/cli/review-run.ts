import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { readPrices } from './price-table';
import { reportJson, reportProblems } from './report';
import { documentOf } from '../review/document';
import { GitError } from '../review/git';
import { jsonOf } from '../review/json';
import { markdownOf } from '../review/markdown';
import { prepareReview } from '../review/prepare';
import { terminalOf } from '../review/terminal';

export interface ReviewFlags extends SpecsFlags {
  readonly base?: string;
  readonly format: 'terminal' | 'markdown';
  readonly prices?: string;
}

/** @returns the exit code */
export async function review(flags: ReviewFlags): Promise<number> {
  const prices = flags.prices === undefined ? undefined : readPrices(flags.prices);
  const prepared = prepareReview({ ...specsOptions(flags), base: flags.base, prices });
  const { base, errors, warnings, review: found } = await prepared.catch((error: unknown) => {
    throw error instanceof GitError ? new UserFailure(error.message) : error;
  });
  if (!flags.json) { reportProblems(errors, warnings); }
  if (found === undefined) {
    if (flags.json) { reportJson({ errors, warnings }); } else { process.stderr.write('nothing can be reviewed while the specs have errors\n'); }
    return EXIT.failed;
  }
  if (flags.json) {
    reportJson({ errors, warnings, ...jsonOf(base, found) });
  } else {
    const document = documentOf(found);
    process.stdout.write(flags.format === 'markdown' ? markdownOf(document) : terminalOf(document, hasColours()));
  }
  return EXIT.ok;
}

/** https://no-color.org */
function hasColours(): boolean {
  return process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
}
