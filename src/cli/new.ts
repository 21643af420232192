import type { Command } from 'commander';
import type { NewFlags } from './new-run';

export function registerNew(program: Command): void {
  const made = program.command('new').description('write a first spec, and overwrite nothing');
  made.command('model <name>').description('write models/<name>.yaml')
    .option('--root <folder>', 'the folder with models/ and environments/ in it', '.')
    .option('--from <path>', 'an R object (.rds), score.R, a plumber file, or a folder of them: family, inputs and predictions are learnt with Rscript')
    .option('--team <name>', 'the owning team', 'my-team')
    .action(async (name: string, flags: NewFlags) => {
      const { newModel } = await import('./new-run');
      newModel(name, flags);
    });
  made.command('environment <name>').description('write environments/<name>.yaml')
    .option('--root <folder>', 'the folder with models/ and environments/ in it', '.')
    .action(async (name: string, flags: NewFlags) => {
      const { newEnvironment } = await import('./new-run');
      newEnvironment(name, flags);
    });
}
