import { deploymentPrefix } from '../../azure/arm/deployment-plan';
import { explained } from '../../azure/arm/explanations';
import { isUnderWay, outputsOf } from '../../azure/arm/follow';
import { innermostErrors } from '../../azure/arm/innermost';
import { unlessMissing } from '../../azure/arm/missing';
import { OperationReader } from '../../azure/arm/operations';
import { paintFor } from '../colours';
import { EXIT } from '../exit-code';
import type { InfraFlags } from './infra-flags';
import { reportJson } from '../report';
import { DeployTable } from './deploy-table';
import { outputsText } from './outputs-text';
import { type Connect, type Session, withSession } from './session';

/** @returns the exit code */
export async function status(environment: string, flags: InfraFlags, open?: Connect): Promise<number> {
  return withSession(environment, flags, async (session) => {
    const { plan, connection, context } = session;
    const last = await lastDeployment(session);
    if (last === undefined) {
      if (flags.json) { reportJson({ resourceGroup: plan.resourceGroup, deployment: null }); } else {
        process.stdout.write(`${environment} has not been deployed to resource group ${plan.resourceGroup} of subscription ${connection.subscriptionId}; plumbline infra deploy ${environment} does it\n`);
      }
      return EXIT.ok;
    }
    const { name, state, at, outputs, error } = last;
    const isCurrent = name === plan.name;
    const operations = await new OperationReader(connection).read(plan.resourceGroup, name);
    const errors = state === 'Failed' ? innermostErrors(error).map((each) => explained(each, context)) : [];
    if (flags.json) {
      reportJson({ resourceGroup: plan.resourceGroup, deployment: name, state, at, isCurrent, errors, outputs, operations });
    } else {
      new DeployTable(process.stdout, paintFor(process.stdout)).show(operations);
      const words = isUnderWay(state) ? 'is under way' : state === 'Succeeded' ? 'succeeded' : state === 'Canceled' ? 'was cancelled' : 'failed';
      process.stdout.write(`the last deployment, ${name} of ${at}, ${words}; ${isCurrent ? 'it is what the specs say' : `the specs have changed since: plumbline infra what-if ${environment}`}\n`);
      for (const line of errors) { process.stderr.write(`${line}\n`); }
      if (state === 'Succeeded') { process.stdout.write(outputsText(plan, outputs)); }
    }
    return state === 'Failed' ? EXIT.failed : EXIT.ok;
  }, open);
}

interface LastDeployment {
  readonly name: string;
  readonly state: string;
  readonly at: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error: unknown;
}

/** The newest deployment of the environment; undefined without one, or without its resource group. */
async function lastDeployment({ plan, connection: { deployments, resources } }: Session): Promise<LastDeployment | undefined> {
  if (await unlessMissing(resources.resourceGroups.get(plan.resourceGroup)) === undefined) { return undefined; }
  let last: { name: string; time: number } | undefined;
  for await (const { name = '', properties } of deployments.deployments.listByResourceGroup(plan.resourceGroup)) {
    const isOwn = name.startsWith(deploymentPrefix(plan.environment)) && /^[0-9a-f]{12}$/.test(name.slice(deploymentPrefix(plan.environment).length));
    const time = properties?.timestamp?.getTime() ?? 0;
    if (isOwn && time >= (last?.time ?? 0)) { last = { name, time }; }
  }
  if (last === undefined) { return undefined; }
  const { properties } = await deployments.deployments.get(plan.resourceGroup, last.name);
  const { provisioningState: state = '', outputs, error } = properties ?? {};
  return { name: last.name, state, at: new Date(last.time).toISOString(), outputs: outputsOf(outputs), error };
}
