import type { ArmConnection } from './connect';
import { type ArmError, innermostErrors } from './innermost';
import { OperationReader, type ResourceOperation } from './operations';
import { isPassing } from './passing';
import { pause } from './pause';

/** How a deployment ended. */
export interface DeploymentOutcome {
  readonly state: 'Succeeded' | 'Failed' | 'Canceled';
  readonly operations: readonly ResourceOperation[];
  /** By name; empty unless it succeeded. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Errors of the deployment as a whole; those of resources stand in their operations. */
  readonly errors: readonly ArmError[];
}

export interface FollowOptions {
  readonly signal?: AbortSignal;
  /** Between two looks. */
  readonly pollMilliseconds?: number;
  /** For how long Azure may be out of reach before this gives up; the deployment goes on all the same. */
  readonly patienceMilliseconds?: number;
  readonly onProgress?: (operations: readonly ResourceOperation[]) => void;
  /** Azure can't be reached, or can be again. */
  readonly onConnection?: (isLost: boolean) => void;
}

const POLL_MILLISECONDS = 5_000;
const PATIENCE_MILLISECONDS = 10 * 60_000;

const ENDS: readonly string[] = ['Succeeded', 'Failed', 'Canceled'];

/** Whether a deployment in that state is still on its way. */
export function isUnderWay(state: string | undefined): boolean {
  return state !== undefined && !ENDS.includes(state);
}

/**
 * Watches a deployment until it ends, whoever began it. Asks for its state and not for that of the request that began it, so that a second run can
 * take over from one that was killed.
 * @throws what the last look threw, once Azure has been out of reach for longer than the patience; or the signal's reason
 */
export async function follow(
  connection: ArmConnection, resourceGroup: string, name: string, options: FollowOptions = {},
): Promise<DeploymentOutcome> {
  const { signal, pollMilliseconds = POLL_MILLISECONDS, patienceMilliseconds = PATIENCE_MILLISECONDS, onProgress, onConnection } = options;
  const reader = new OperationReader(connection, signal);
  let lostAt: number | undefined;
  for (;;) {
    try {
      const { properties } = await connection.deployments.deployments.get(resourceGroup, name, { abortSignal: signal });
      const operations = await reader.read(resourceGroup, name);
      if (lostAt !== undefined) { onConnection?.(false); }
      lostAt = undefined;
      onProgress?.(operations);
      const state = properties?.provisioningState;
      if (state === 'Succeeded' || state === 'Failed' || state === 'Canceled') {
        const errors = state === 'Succeeded' ? [] : innermostErrors(properties?.error);
        return { state, operations, outputs: state === 'Succeeded' ? outputsOf(properties?.outputs) : {}, errors };
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error)) { throw error; }
      if (lostAt === undefined) { onConnection?.(true); }
      lostAt ??= performance.now();
      if (performance.now() - lostAt > patienceMilliseconds) { throw error; }
    }
    await pause(pollMilliseconds, signal);
  }
}

/** Values of a deployment's outputs by name. */
export function outputsOf(outputs: unknown): Record<string, unknown> {
  const entries = Object.entries((outputs ?? {}) as Record<string, { readonly type?: string; readonly value?: unknown }>);
  // A secure output comes without a value.
  return Object.fromEntries(entries.filter(([, { value }]) => value !== undefined).map(([name, { value }]) => [name, value]));
}
