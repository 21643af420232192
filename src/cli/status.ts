import type { Command } from 'commander';
import { withSpecsFlags } from './options';
import type { StatusFlags } from './status-run';

export function registerStatus(program: Command): void {
  withSpecsFlags(program.command('status <environment>').description('say what Git says of each model, what runs, and why it is not ready'))
    .option('--watch', 'look again every few seconds and print what changed, until Ctrl-C', false)
    .option('--context <name>', 'context of the kubeconfig (default: the one called like the cluster, else the current one)')
    .option('--model <name>', 'only this model (may be given several times)', (value: string, before: readonly string[]) => [...before, value], [])
    .addHelpText('after', '\nReads the cluster and changes nothing. Ends with 1 where a model is not ready, so that a pipeline can wait for a rollout.')
    .action(async (environment: string, flags: StatusFlags) => {
      const { status } = await import('./status-run');
      process.exitCode = await status(environment, flags);
    });
}
