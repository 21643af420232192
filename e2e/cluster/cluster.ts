import { apiServerAddress, type Component, type Surroundings } from './component';
import { createCredentials } from './credentials';
import { ETCD } from './etcd';
import { KUBE_APISERVER } from './kube-apiserver';
import { KUBE_CONTROLLER_MANAGER } from './kube-controller-manager';
import { KUBE_SCHEDULER } from './kube-scheduler';
import { Kubectl } from './kubectl';
import { KWOK } from './kwok';
import { locked } from './lock';
import { isThere, Machine, removeMachine } from './node/machine';
import { NODE_PROGRAMS, startNode } from './node/node';
import { requireNode } from './node/requirements';
import { DEFAULT_POOLS, nodesOf } from './nodes';
import { freePorts } from './ports';
import { isAlive } from './process-identity';
import { stop } from './processes';
import type { RunDirectory } from './run-directory';
import { startAll } from './start';
import { readState, writeState, type ClusterState, type Tier } from './state';
import { fetchedAzurite } from '../tools/azurite';
import { builtTools, type Programs } from '../tools/build';
import { DEFAULT_KUBERNETES, pinnedVersion, toolsNamed } from '../tools/catalogue';

const CONTROL_PLANE: readonly Component[] = [ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface UpOptions {
  readonly directory: RunDirectory;
  /** Minor version. */
  readonly kubernetes?: string;
  /** 2 with a real node, on Linux as root. */
  readonly tier?: Tier;
  readonly say: (line: string) => void;
}

/**
 * Brings the cluster up; a cluster that is up already stays as it is. Whatever fails on the way, nothing is left running.
 * @throws NodeImpossible where tier 2 cannot run on this machine
 */
export async function up({ directory, kubernetes = DEFAULT_KUBERNETES, tier = 1, say }: UpOptions): Promise<ClusterState> {
  if (tier === 2) { requireNode(say); }
  const names = [...CONTROL_PLANE, ...tier === 1 ? [KWOK] : []].map(({ name }) => name);
  const programs = await builtTools([...names, 'kubectl', ...tier === 2 ? NODE_PROGRAMS : []], { kubernetes, say });
  const azuriteMain = tier === 2 ? await fetchedAzurite(say) : '';
  return locked(directory, async () => {
    const found = readState(directory);
    if (found && isUp(found)) {
      if (found.kubernetes !== kubernetes) { throw new Error(`the cluster that is up runs Kubernetes ${found.kubernetes}; take it down first`); }
      if (found.tier !== tier) { throw new Error(`the cluster that is up is one ${found.tier === 1 ? 'without' : 'with'} containers; take it down first`); }
      return found;
    }
    if (found) { say('clearing away a cluster that did not come up or was not taken down'); }
    await clear(directory);
    return untilInterrupted(async (interrupted) => {
      try {
        return await create(directory, { kubernetes, tier, programs, azuriteMain, say, interrupted });
      } catch (error) {
        await clear(directory, { keepLogs: true });
        throw error;
      }
    });
  });
}

/** Takes the cluster down and removes what it wrote. Answers whether there was one. */
export function down(directory: RunDirectory): Promise<boolean> {
  return locked(directory, async () => {
    const found = readState(directory) !== undefined;
    await clear(directory);
    return found;
  });
}

/** Whether every process of the cluster lives. */
export function isUp(state: ClusterState): boolean {
  return state.up && state.processes.every(isAlive) && (state.machine === undefined || isThere(state.machine));
}

interface CreateOptions {
  readonly kubernetes: string;
  readonly tier: Tier;
  readonly programs: Programs;
  readonly azuriteMain: string;
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

async function create(directory: RunDirectory, { kubernetes, tier, programs, azuriteMain, say, interrupted }: CreateOptions): Promise<ClusterState> {
  const ports = await freePorts();
  let state: ClusterState = { kubernetes, tier, ports, up: false, programs, processes: [] };
  const save = (changes: Partial<ClusterState>) => {
    state = { ...state, ...changes };
    writeState(directory, state);
  };
  save({});
  const machine = tier === 2 ? await Machine.create(directory, (made) => save({ machine: made })) : undefined;
  const credentials = await createCredentials(directory, ports, apiServerAddress({ machine }));
  const surroundings: Surroundings = { directory, ports, machine, credentials };
  const start = (components: readonly Component[]) => startAll(surroundings, {
    components,
    programs,
    record: (name, identity) => save({ processes: [...state.processes, { name, ...identity }] }),
    say,
    interrupted,
  });
  const kubectl = new Kubectl(programs.kubectl, directory.kubeconfig);
  if (tier === 2) {
    await startNode(surroundings, { controlPlane: CONTROL_PLANE, programs, kubectl, azuriteMain, start });
  } else {
    await start([...CONTROL_PLANE, KWOK]);
    const nodes = nodesOf(DEFAULT_POOLS, pinnedVersion(toolsNamed(['kube-apiserver'], kubernetes)[0]));
    await kubectl.run(['create', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: nodes }) });
    await kubectl.run(['wait', 'node', '--all', '--for=condition=Ready', '--timeout=30s']);
  }
  save({ up: true });
  return state;
}

async function clear(directory: RunDirectory, { keepLogs = false } = {}): Promise<void> {
  const state = readState(directory);
  // First the machine: whatever runs on it ends with it, also what nobody here has started, such as containers.
  if (state?.machine) { await removeMachine(state.machine); }
  // The API server would then wait for clients that went without a word; nothing of it is kept, so it need not.
  await stop(state?.processes ?? [], state?.machine ? ['SIGKILL'] : undefined);
  directory.clear({ keepLogs });
}

/** Runs an action that is told when the command is interrupted, so that it can clear away what it started. */
async function untilInterrupted<T>(action: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals) => controller.abort(new Error(`interrupted by ${signal}`));
  for (const signal of SIGNALS) { process.on(signal, interrupt); }
  try {
    return await action(controller.signal);
  } finally {
    for (const signal of SIGNALS) { process.off(signal, interrupt); }
  }
}
