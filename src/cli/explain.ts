import type { Command } from 'commander';
import type { ExplainFlags } from './explain-run';
import { withSpecsFlags } from './options';

export function registerExplain(program: Command): void {
  withSpecsFlags(program.command('explain <line> [path]').description('say which field of a spec, default or rule made a rendered line'))
    .option('--model <name>', 'with <kind>/<name>: the model, where its objects are not called like it')
    .option('--environment <name>', 'with <kind>/<name>: the environment, where there are several')
    .addHelpText('after', '\n<line> is a place, dist/models/dev/churn.yaml:42, or an object, Deployment/churn, whose [path] follows: spec.template.spec.containers[0].image')
    .action(async (line: string, path: string | undefined, flags: ExplainFlags) => {
      const { explainLine } = await import('./explain-run');
      process.exitCode = await explainLine(line, path, flags);
    });
}
