import { type Command, Option } from 'commander';
import { withSpecsFlags } from './options';
import type { PublishFlags } from './publish-run';

export function registerPublish(program: Command): void {
  withSpecsFlags(program.command('publish [environments...]').description('push what Flux reads of environments with gitops.source oci to their registries; all of them where none is named'))
    .option('--dry-run', 'say what would be pushed', false)
    .addOption(new Option('--sign <tool>', 'sign what is pushed').choices(['cosign', 'notation']))
    .option('--key <key>', 'with --sign: cosign\'s key (a file, a KMS address; keyless without), or the name of notation\'s')
    .option('--sign-again', 'with --sign: sign what has a signature already, too, as after a change of the key', false)
    .addHelpText('after', '\nOnly artifacts whose content changed get a new digest. Credentials: docker login, or Entra ID (az login, workload identity) for an Azure registry.')
    .action(async (environments: readonly string[], flags: PublishFlags) => {
      const { publishEnvironments } = await import('./publish-run');
      process.exitCode = await publishEnvironments(environments, flags);
    });
}
