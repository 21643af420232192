import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { registerChart } from './chart';
import { registerCheck } from './check';
import { EXIT } from './exit-code';
import { registerExplain } from './explain';
import { failureMessage, isUsageFailure } from './failure';
import { registerImage } from './image';
import { registerInfra } from './infra';
import { registerNew } from './new';
import { registerPublish } from './publish';
import { registerReview } from './review';
import { registerServe } from './serve';
import { registerStatus } from './status';
import { registerSynth } from './synth';

/** Runs one command line; each verb is one file and sets the process's exit code. */
export async function run(args: readonly string[]): Promise<void> {
  const program = createProgram();
  registerSynth(program);
  registerCheck(program);
  registerReview(program);
  registerExplain(program);
  registerNew(program);
  registerServe(program);
  registerImage(program);
  registerStatus(program);
  registerInfra(program);
  registerPublish(program);
  registerChart(program);
  try {
    await program.parseAsync(withoutSeparator(args), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    process.stderr.write(`${failureMessage(error)}\n`);
    process.exitCode = isUsageFailure(error) ? EXIT.usage : EXIT.failed;
  }
}

/** `npx projen synth -- --check`, as npm would want it; projen hands the dashes on. */
function withoutSeparator([verb, ...rest]: readonly string[]): string[] {
  return verb === undefined ? [] : [verb, ...rest[0] === '--' ? rest.slice(1) : rest];
}

function createProgram(): Command {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string; description: string };
  return new Command('plumbline')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError('(--help lists what there is)')
    .helpCommand('help [verb]', 'say more about a verb');
}
