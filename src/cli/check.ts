import type { Command } from 'commander';
import { EXIT } from './exit-code';
import { type SpecsFlags, specsOptions, withSpecsFlags } from './options';
import { reportJson, reportProblems } from './report';
import { counted } from './words';
import { loadSpecs } from '../render/synth';

export function registerCheck(program: Command): void {
  withSpecsFlags(program.command('check').description('validate models/ and environments/ and write nothing'))
    .action(async (flags: SpecsFlags) => { process.exitCode = await check(flags); });
}

async function check(flags: SpecsFlags): Promise<number> {
  const { models, environments, errors, warnings } = await loadSpecs(specsOptions(flags));
  if (flags.json) { reportJson({ errors, warnings }); } else { reportProblems(errors, warnings); }
  if (errors.length > 0) { return EXIT.failed; }
  if (!flags.json && !flags.quiet) {
    process.stdout.write(`${counted(models.length, 'model')} and ${counted(environments.length, 'environment')} are valid\n`);
  }
  return EXIT.ok;
}
