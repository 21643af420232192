import type { Command } from 'commander';
import type { InfraFlags } from './infra/infra-flags';
import { withSpecsFlags } from './options';

/** The verbs over an environment's resources in Azure. Each loads what it does, and with it Azure's libraries, when it is run. */
export function registerInfra(program: Command): void {
  const infra = program.command('infra').description('what an environment is made of in Azure: see it ahead, deploy it, look at it, take it away');
  const verb = (name: string, description: string) => withSpecsFlags(infra.command(`${name} <environment>`).description(description))
    .option('--subscription <id>', 'the Azure subscription (default: spec.azure.subscriptionId, then AZURE_SUBSCRIPTION_ID)');
  verb('what-if', 'say what a deployment would do, and do nothing')
    .action(async (environment: string, flags: InfraFlags) => { process.exitCode = await (await import('./infra/what-if-run')).whatIf(environment, flags); });
  verb('deploy', 'make or change the resources; picks up a deployment that runs already')
    .option('--yes', 'go on where resources are deleted or made anew, without asking')
    .action(async (environment: string, flags: InfraFlags) => { process.exitCode = await (await import('./infra/deploy-run')).deploy(environment, flags); });
  verb('status', 'show the last deployment, and whether it is what the specs say')
    .action(async (environment: string, flags: InfraFlags) => { process.exitCode = await (await import('./infra/status-run')).status(environment, flags); });
  verb('destroy', 'delete the environment\'s resource group')
    .option('--yes', 'without asking')
    .action(async (environment: string, flags: InfraFlags) => { process.exitCode = await (await import('./infra/destroy-run')).destroy(environment, flags); });
}
