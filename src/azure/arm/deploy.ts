import type { ArmConnection } from './connect';
import type { DeploymentPlan } from './deployment-plan';
import { isUnderWay } from './follow';
import { unlessMissing } from './missing';
import { pause } from './pause';

/** What the clients send for a deployment; incremental, so that what the template does not name stays. */
export function requestOf({ template, parameters }: DeploymentPlan) {
  return { properties: { mode: 'Incremental' as const, template, parameters } };
}

/** Whether the very deployment runs already: begun by a run that was interrupted, or by somebody else with the same specs. */
export async function isRunning({ deployments }: ArmConnection, { resourceGroup, name }: DeploymentPlan): Promise<boolean> {
  const found = await unlessMissing(deployments.deployments.get(resourceGroup, name));
  return isUnderWay(found?.properties?.provisioningState);
}

/** Makes the resource groups that are missing; one that is there keeps its region and its tags. Answers the names of those made. */
export async function ensureGroups({ resources: { resourceGroups } }: ArmConnection, plan: DeploymentPlan): Promise<string[]> {
  const { resourceGroup, otherGroups, region, tags } = plan;
  const made: string[] = [];
  for (const group of [resourceGroup, ...otherGroups]) {
    if (await unlessMissing(resourceGroups.get(group)) === undefined) {
      await resourceGroups.createOrUpdate(group, { location: region, tags });
      made.push(group);
    }
  }
  return made;
}

export interface RegisterOptions {
  readonly signal?: AbortSignal;
  readonly pollMilliseconds?: number;
  readonly onRegister?: (namespace: string) => void;
}

const REGISTER_POLL_MILLISECONDS = 3_000;

/** Registers the resource providers that a subscription has not used yet, and waits for them. */
export async function registerProviders(
  { resources: { providers } }: ArmConnection, { providers: needed }: DeploymentPlan, options: RegisterOptions = {},
): Promise<void> {
  const { signal, pollMilliseconds = REGISTER_POLL_MILLISECONDS, onRegister } = options;
  const missing: string[] = [];
  for await (const { namespace = '', registrationState } of providers.list({ abortSignal: signal })) {
    const wanted = needed.find((name) => name.toLowerCase() === namespace.toLowerCase());
    if (wanted !== undefined && registrationState !== 'Registered') { missing.push(wanted); }
  }
  for (const namespace of missing.sort()) {
    onRegister?.(namespace);
    await providers.register(namespace, { abortSignal: signal });
  }
  for (const namespace of missing) {
    while ((await providers.get(namespace, { abortSignal: signal })).registrationState !== 'Registered') { await pause(pollMilliseconds, signal); }
  }
}

/** What Azure says about the deployment before it begins: undefined for nothing, else the body of its error. */
export async function validate(
  { deployments }: ArmConnection, plan: DeploymentPlan, { pollMilliseconds }: { readonly pollMilliseconds?: number } = {},
): Promise<object | undefined> {
  const { error } = await deployments.deployments
    .validate(plan.resourceGroup, plan.name, requestOf(plan), { updateIntervalInMs: pollMilliseconds });
  return error;
}

/** Begins a deployment, and answers as soon as Azure has taken it. One with the same name that runs already is as good. */
export async function begin({ deployments }: ArmConnection, plan: DeploymentPlan, signal?: AbortSignal): Promise<void> {
  const poller = deployments.deployments.createOrUpdate(plan.resourceGroup, plan.name, requestOf(plan), { abortSignal: signal });
  try {
    await poller.submitted();
  } catch (error) {
    if ((error as { code?: string }).code !== 'DeploymentActive') { throw error; }
  }
}
