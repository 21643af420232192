import { unlessMissing } from '../../azure/arm/missing';
import { resourceInWords } from '../../azure/resource-id';
import { paintFor } from '../colours';
import { confirmed } from '../confirm';
import { EXIT } from '../exit-code';
import { UserFailure } from '../failure';
import type { InfraFlags } from './infra-flags';
import { Progress } from '../progress';
import { reportJson } from '../report';
import { counted } from '../words';
import type { DeployTiming } from './deploy-run';
import { type Connect, type Session, withSession } from './session';

/** @returns the exit code */
export async function destroy(environment: string, flags: InfraFlags, open?: Connect, timing: DeployTiming = {}): Promise<number> {
  return withSession(environment, flags, async (session) => {
    const { plan, connection: { resources: { resourceGroups } } } = session;
    const group = await unlessMissing(resourceGroups.get(plan.resourceGroup));
    if (group === undefined) {
      if (flags.json) { reportJson({ resourceGroup: plan.resourceGroup, deleted: [] }); } else { process.stdout.write(`resource group ${plan.resourceGroup} is not there; nothing to do\n`); }
      return EXIT.ok;
    }
    const { own, strangers } = await contents(session);
    if (strangers.length > 0) {
      throw new UserFailure(`resource group ${plan.resourceGroup} holds what Plumbline did not make for ${environment}: ${strangers.slice(0, 5).join(', ')}${strangers.length > 5 ? ` and ${strangers.length - 5} more` : ''}; move or delete that first, nothing was deleted`);
    }
    const paint = paintFor(process.stderr);
    if (!flags.quiet && !flags.json) {
      process.stderr.write(own.map((resource) => `${paint.red(`- ${resource}`)}\n`).join(''));
      process.stderr.write(plan.otherGroups.map((other) => `= resource group ${other} stays, with what is in it\n`).join(''));
      process.stderr.write('= a deleted Key Vault keeps its name and secrets for 90 days\n');
    }
    if (!await confirmed({ question: `This deletes resource group ${plan.resourceGroup} with ${counted(own.length, 'resource')}.`, word: environment, yes: flags.yes === true })) {
      process.stderr.write('nothing was deleted\n');
      return EXIT.failed;
    }
    await removed(session, flags, timing);
    if (flags.json) { reportJson({ resourceGroup: plan.resourceGroup, deleted: own }); } else { process.stdout.write(`resource group ${plan.resourceGroup} is deleted\n`); }
    return EXIT.ok;
  }, open);
}

/** What the group holds: of this environment by its tags, and of anybody else's. */
async function contents({ plan, connection: { resources: { resources } } }: Session): Promise<{ own: string[]; strangers: string[] }> {
  const own: string[] = [];
  const strangers: string[] = [];
  for await (const { id = '', tags = {} } of resources.listByResourceGroup(plan.resourceGroup)) {
    const isOwn = Object.entries(plan.tags).every(([name, value]) => tags[name] === value);
    (isOwn ? own : strangers).push(resourceInWords(id));
  }
  return { own: own.sort(), strangers: strangers.sort() };
}

async function removed({ plan, connection }: Session, flags: InfraFlags, { pollMilliseconds }: DeployTiming): Promise<void> {
  const progress = new Progress(!flags.quiet && !flags.json);
  const poller = connection.resources.resourceGroups.delete(plan.resourceGroup, { updateIntervalInMs: pollMilliseconds });
  poller.onProgress(() => { progress.report(`deleting resource group ${plan.resourceGroup}`); });
  await poller.pollUntilDone().finally(() => { progress.end(); });
}
