import type { Command } from 'commander';
import type { ServeFlags } from './serve-run';

export function registerServe(program: Command): void {
  program.command('serve').description('score on this machine with the runtime of the cluster: no container, no cluster')
    .argument('<folder|spec>', 'a folder with model.rds, score.R or plumber.R, a model spec, or the name of one in models/')
    .option('--model-folder <folder>', 'with a spec: where model.rds or score.R is (a folder of the model\'s name beside the spec, or of the samples)')
    .option('--environment <name>', 'with a spec: as it stands in this environment')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on, 0 for any', '8080')
    .option('--workers <number>', 'R processes')
    .option('--secrets <folder>', 'ask for passwords: a folder with users.json and signing-keys.json')
    .option('--expect <file>', 'score the rows of a predictions file, say what differs, and stop')
    .option('--json', 'print the runtime\'s own log', false)
    .action(async (target: string, flags: ServeFlags) => {
      const { serve } = await import('./serve-run');
      process.exitCode = await serve(target, flags);
    });
}
