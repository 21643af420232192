import { type Command, Option } from 'commander';
import { withSpecsFlags } from './options';
import type { ReviewFlags } from './review-run';

export function registerReview(program: Command): void {
  withSpecsFlags(program.command('review').description('say in plain words what the changes since a base mean'))
    .option('--base <ref>', 'the branch, tag or commit to compare with (default: the branch that changes are merged into)')
    .addOption(new Option('--format <format>', 'how to print it').choices(['terminal', 'markdown']).default('terminal'))
    .option('--prices <file>', 'a table of list prices, to say what nodes cost (see docs/review.md)')
    .action(async (flags: ReviewFlags) => {
      const { review } = await import('./review-run');
      process.exitCode = await review(flags);
    });
}
