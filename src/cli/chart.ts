import { type Command, Option } from 'commander';
import type { ChartPushFlags } from './chart-push';
import { collected, withSpecsFlags } from './options';

export function registerChart(program: Command): void {
  const chart = program.command('chart').description('the Helm charts of models');
  withSpecsFlags(chart.command('push').description('push the charts in dist/charts/ to a registry, each under its version'))
    .option('--environment <name>', 'the environment whose registry they go to, under charts/ (where there are several with charts)')
    .option('--to <url>', 'another place: oci://<registry>/<path>')
    .option('--model <name>', 'only the chart of this model (may be given several times)', collected, [])
    .option('--dry-run', 'say what would be pushed', false)
    .addOption(new Option('--sign <tool>', 'sign what is pushed').choices(['cosign', 'notation']))
    .option('--key <key>', 'with --sign: cosign\'s key, or the name of notation\'s')
    .option('--sign-again', 'with --sign: sign what has a signature already, too, as after a change of the key', false)
    .addHelpText('after', '\nA version that is there with another content is refused: raise metadata.version of the model.')
    .action(async (flags: ChartPushFlags) => {
      const { chartPush } = await import('./chart-push');
      process.exitCode = await chartPush(flags);
    });
}
