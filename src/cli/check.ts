import type { Command } from 'commander';
import type { CheckFlags } from './check-run';
import { withSpecsFlags } from './options';

export function registerCheck(program: Command): void {
  withSpecsFlags(program.command('check').description('validate models/ and environments/, see that everything fits together, and write nothing'))
    .option('--sizes', 'say which VM sizes hold the models, those with the fewest cores first (see docs/azure.md)')
    .option('--prices <file>', 'a table of list prices, to put the cheapest sizes first (see docs/review.md)')
    .action(async (flags: CheckFlags) => {
      const { check } = await import('./check-run');
      process.exitCode = await check(flags);
    });
}
