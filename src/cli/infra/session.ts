import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fleet } from '../../azure';
import { armCloud } from '../../azure/arm/clouds';
import { type ArmConnection, connect, type ConnectOptions } from '../../azure/arm/connect';
import { type DeploymentPlan, planDeployment } from '../../azure/arm/deployment-plan';
import type { FailureContext } from '../../azure/arm/explanations';
import { armFailure, ArmFailure } from '../../azure/arm/failure';
import { fleetsOf } from '../../render/fleets';
import { loadSpecs } from '../../render/synth';
import { didYouMean } from '../../spec/validate/nearest';
import { EXIT } from '../exit-code';
import { UserFailure } from '../failure';
import type { InfraFlags } from './infra-flags';
import { specsOptions } from '../options';
import { reportJson, reportProblems } from '../report';

/** What a verb over one environment works with. */
export interface Session {
  readonly fleet: Fleet;
  readonly plan: DeploymentPlan;
  readonly connection: ArmConnection;
  readonly context: FailureContext;
}

/** Opens the line to Azure; another one in tests. */
export type Connect = (options: ConnectOptions) => Promise<ArmConnection>;

/**
 * Reads the specs, computes the deployment and opens the line to Azure; then runs the verb, and words what Azure refuses.
 * @returns the verb's exit code, or that of specs with errors
 */
export async function withSession(
  name: string, flags: InfraFlags, verb: (session: Session) => Promise<number>, open: Connect = connect,
): Promise<number> {
  const repository = await loadSpecs(specsOptions(flags));
  if (repository.errors.length > 0) {
    if (flags.json) { reportJson({ errors: repository.errors }); } else { reportProblems(repository.errors, []); }
    return EXIT.failed;
  }
  const fleets = fleetsOf(repository);
  const found = fleets.find(({ fleet }) => fleet.environment.metadata.name === name);
  if (found === undefined) { throw new UserFailure(`no environment is called ${name}${didYouMean(name, fleets.map(({ fleet }) => fleet.environment.metadata.name))}`); }
  const { fleet, file } = found;
  const plan = planDeployment(fleet, readTemplate(flags.root));
  const { tenantId, cluster } = fleet.environment.spec;
  const subscriptionId = subscriptionOf(fleet, file, flags);
  const { region, resourceGroup } = plan;
  const { azureCliName } = armCloud(plan.cloud);
  const context: FailureContext = { subscriptionId, tenantId, region, resourceGroup, azureCliName, environmentFile: file };
  const onWait = (seconds: number) => { if (!flags.quiet) { process.stderr.write(`Azure asks to wait for ${seconds} s\n`); } };
  const connection = await open({ cloud: cluster.cloud, subscriptionId, tenantId, onWait });
  try {
    return await verb({ fleet, plan, connection, context });
  } catch (error) {
    const failure = armFailure(error, connection, context);
    throw failure instanceof ArmFailure ? new UserFailure(failure.message) : failure;
  }
}

function subscriptionOf(fleet: Fleet, file: string, { subscription }: InfraFlags): string {
  const found = subscription ?? fleet.environment.spec.azure.subscriptionId ?? process.env.AZURE_SUBSCRIPTION_ID;
  if (found === undefined || found === '') {
    throw new UserFailure(`which subscription? Write azure.subscriptionId into ${file}, or give --subscription or AZURE_SUBSCRIPTION_ID; az account show --query id --output tsv prints the one you are logged in to`);
  }
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(found)) { throw new UserFailure(`${found} is no id of a subscription: az account list --output table has them`); }
  return found;
}

/** The repository's own compiled template where it has one, else the one that comes with Plumbline. */
function readTemplate(root: string): object {
  const path = [join(root, 'bicep/main.json'), join(__dirname, '../../../bicep/main.json')].find((place) => existsSync(place));
  if (path === undefined) { throw new UserFailure('bicep/main.json is missing; it comes with Plumbline'); }
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as object;
  } catch {
    throw new UserFailure(`${path} is no JSON; bicep build bicep/main.bicep writes it anew`);
  }
}
