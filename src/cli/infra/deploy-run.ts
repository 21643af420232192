import { DeployTable } from './deploy-table';
import type { InfraFlags } from './infra-flags';
import { outputsText } from './outputs-text';
import { type Connect, type Session, withSession } from './session';
import { begin, ensureGroups, isRunning, registerProviders, validate } from '../../azure/arm/deploy';
import { explained } from '../../azure/arm/explanations';
import { type DeploymentOutcome, follow, type FollowOptions } from '../../azure/arm/follow';
import { innermostErrors } from '../../azure/arm/innermost';
import { losses, predict } from '../../azure/arm/what-if';
import { predictionText } from '../../azure/arm/what-if-text';
import { resourceInWords } from '../../azure/resource-id';
import { paintFor } from '../colours';
import { confirmed } from '../confirm';
import { EXIT } from '../exit-code';
import { reportJson } from '../report';

/** What tests make faster. */
export type DeployTiming = Pick<FollowOptions, 'pollMilliseconds' | 'patienceMilliseconds'>;

/** @returns the exit code */
export async function deploy(environment: string, flags: InfraFlags, open?: Connect, timing: DeployTiming = {}): Promise<number> {
  return withSession(environment, flags, async (session) => {
    const interruption = new AbortController();
    const interrupt = () => { interruption.abort(new Interrupted()); };
    process.once('SIGINT', interrupt);
    try {
      return await deployed(session, flags, interruption.signal, timing);
    } catch (error) {
      if (!interruption.signal.aborted) { throw error; }
      process.stderr.write(`stopped watching; what was begun goes on in Azure. Run plumbline infra deploy ${environment} again to pick it up, or az deployment group cancel --resource-group ${session.plan.resourceGroup} --name ${session.plan.name} to stop it\n`);
      return EXIT.interrupted;
    } finally {
      process.removeListener('SIGINT', interrupt);
    }
  }, open);
}

class Interrupted extends Error {}

type Say = (line: string) => void;

async function deployed(session: Session, flags: InfraFlags, signal: AbortSignal, timing: DeployTiming): Promise<number> {
  const { plan, connection } = session;
  const say: Say = (line) => { if (!flags.quiet && !flags.json) { process.stdout.write(`${line}\n`); } };
  if (await isRunning(connection, plan)) {
    say(`deployment ${plan.name} runs already; picking it up`);
  } else {
    if (!await prepared(session, flags, signal, timing, say)) { return EXIT.failed; }
    await begin(connection, plan, signal);
    say(`deployment ${plan.name} has begun`);
  }
  const table = new DeployTable(process.stdout, paintFor(process.stdout));
  const outcome = await follow(connection, plan.resourceGroup, plan.name, {
    signal,
    ...timing,
    onProgress: (operations) => { if (!flags.quiet && !flags.json) { table.show(operations); } },
    onConnection: (isLost) => {
      table.end();
      if (!flags.json) { process.stderr.write(isLost ? 'Azure can\'t be reached at the moment; the deployment goes on, trying again\n' : 'Azure can be reached again\n'); }
    },
  });
  table.end();
  return reported(session, flags, outcome);
}

/** Everything ahead of the deployment itself. Answers false where Azure or the person at the keyboard says no. */
async function prepared(session: Session, flags: InfraFlags, signal: AbortSignal, timing: DeployTiming, say: Say): Promise<boolean> {
  const { plan, connection, context } = session;
  await registerProviders(connection, plan, { signal, ...timing, onRegister: (namespace) => { say(`registering ${namespace}, which this subscription has not used yet`); } });
  const made = await ensureGroups(connection, plan);
  for (const group of made) { say(`resource group ${group} made`); }
  const refusal = await validate(connection, plan, timing);
  if (refusal !== undefined) {
    process.stderr.write(`${innermostErrors({ error: refusal }).map((error) => explained(error, context)).join('\n')}\n`);
    return false;
  }
  // A group that was made only now holds nothing that could be lost.
  if (made.includes(plan.resourceGroup)) { return true; }
  const prediction = await predict(connection, plan, { signal, ...timing });
  if (!flags.quiet && !flags.json) { process.stdout.write(predictionText(prediction, paintFor(process.stdout))); }
  const lost = losses(prediction);
  if (lost.length === 0) { return true; }
  const question = `This deletes or replaces what is there (${lost.join('; ')}).`;
  const answer = await confirmed({ question, word: plan.environment, yes: flags.yes === true });
  if (!answer) { process.stderr.write('nothing was deployed\n'); }
  return answer;
}

function reported({ plan, context, connection }: Session, flags: InfraFlags, outcome: DeploymentOutcome): number {
  const { state, outputs, operations } = outcome;
  const failed = operations.filter((operation) => operation.errors.length > 0);
  const failures = failed.flatMap(({ id, errors }) => errors.map((error) => `${resourceInWords(id)}: ${explained(error, context)}`));
  const all = failures.length > 0 ? failures : outcome.errors.map((error) => explained(error, context));
  if (flags.json) {
    const { name: deployment, resourceGroup } = plan;
    reportJson({ deployment, resourceGroup, subscriptionId: connection.subscriptionId, state, outputs, errors: all, operations });
  } else if (state === 'Succeeded') {
    process.stdout.write(outputsText(plan, outputs));
  } else {
    process.stderr.write(`${[`the deployment ${state === 'Canceled' ? 'was cancelled' : 'failed'}`, ...new Set(all)].join('\n')}\n`);
  }
  return state === 'Succeeded' ? EXIT.ok : EXIT.failed;
}
