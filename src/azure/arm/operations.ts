import type { ArmConnection } from './connect';
import { type ArmError, innermostErrors } from './innermost';
import { isMissing } from './missing';
import { parseResourceId } from '../resource-id';

/** A resource that a deployment makes or changes, and how far it is. */
export interface ResourceOperation {
  readonly id: string;
  /** As Azure Resource Manager words it: Running, Succeeded, Failed, Canceled and others. */
  readonly state: string;
  /** Seconds that it took, or has taken so far. */
  readonly seconds: number;
  /** Empty unless it failed. */
  readonly errors: readonly ArmError[];
}

const DEPLOYMENT = 'microsoft.resources/deployments';

/** The operations of a deployment and of its modules, resource by resource. Keeps those of modules that are through, which change no more. */
export class OperationReader {
  private readonly finished = new Map<string, readonly ResourceOperation[]>();

  constructor(private readonly connection: ArmConnection, private readonly signal?: AbortSignal) {}

  /** Sorted by id; a resource that two modules touch stands once, as the last of them left it. */
  async read(resourceGroup: string, deployment: string): Promise<ResourceOperation[]> {
    const found = await this.list(resourceGroup, deployment);
    const byId = new Map(found.map((operation) => [operation.id.toLowerCase(), operation]));
    return [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  private async list(resourceGroup: string, deployment: string): Promise<ResourceOperation[]> {
    const own: ResourceOperation[] = [];
    // Begun together when all are known: a question begun on the way would fail unheard where this listing fails.
    const modules: (() => Promise<readonly ResourceOperation[]>)[] = [];
    for await (const { properties } of this.operations(resourceGroup, deployment)) {
      const id = properties?.targetResource?.id;
      // Reading what is there already changes nothing, and evaluating outputs has no resource.
      if (id === undefined || properties?.provisioningOperation === 'Read') { continue; }
      const operation: ResourceOperation = {
        id,
        state: properties?.provisioningState ?? '',
        seconds: secondsOf(properties?.duration),
        errors: properties?.provisioningState === 'Failed' ? innermostErrors(properties.statusMessage) : [],
      };
      const resource = parseResourceId(id);
      if (resource?.type.toLowerCase() === DEPLOYMENT) {
        modules.push(() => this.ofModule(resource.resourceGroup, resource.name, operation));
      } else {
        own.push(operation);
      }
    }
    return [...own, ...(await Promise.all(modules.map((ask) => ask()))).flat()];
  }

  private async ofModule(resourceGroup: string, name: string, module: ResourceOperation): Promise<readonly ResourceOperation[]> {
    const key = `${resourceGroup}/${name}`.toLowerCase();
    const known = this.finished.get(key);
    if (known !== undefined) { return known; }
    const inner = await this.list(resourceGroup, name);
    // A module that fails before its first resource has an error of its own.
    const all = module.state === 'Failed' && !inner.some(({ state }) => state === 'Failed') ? [...inner, module] : inner;
    if (module.state === 'Succeeded') { this.finished.set(key, all); }
    return all;
  }

  /** None for a module that has not begun. */
  private async * operations(resourceGroup: string, deployment: string) {
    try {
      yield* this.connection.deployments.deploymentOperations.list(resourceGroup, deployment, { abortSignal: this.signal });
    } catch (error) {
      if (!isMissing(error)) { throw error; }
    }
  }
}

/** `PT1H2M3.5S` in seconds; 0 for anything else. */
export function secondsOf(duration: string | undefined): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration ?? '') ?? [];
  return Math.round(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds));
}
