import type { Component, Surroundings } from './component';
import { createCredentials } from './credentials';
import { ETCD } from './etcd';
import { KUBE_APISERVER } from './kube-apiserver';
import { KUBE_CONTROLLER_MANAGER } from './kube-controller-manager';
import { KUBE_SCHEDULER } from './kube-scheduler';
import { Kubectl } from './kubectl';
import { KWOK } from './kwok';
import { locked } from './lock';
import { DEFAULT_POOLS, nodesOf } from './nodes';
import { freePorts } from './ports';
import { isAlive } from './process-identity';
import { stop } from './processes';
import type { RunDirectory } from './run-directory';
import { startAll } from './start';
import { readState, writeState, type ClusterState } from './state';
import { builtTools, type Programs } from '../tools/build';
import { DEFAULT_KUBERNETES, pinnedVersion, toolsNamed } from '../tools/catalogue';

const COMPONENTS: readonly Component[] = [ETCD, KUBE_APISERVER, KUBE_CONTROLLER_MANAGER, KUBE_SCHEDULER, KWOK];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface UpOptions {
  readonly directory: RunDirectory;
  /** Minor version. */
  readonly kubernetes?: string;
  readonly say: (line: string) => void;
}

/** Brings the cluster up; a cluster that is up already stays as it is. Whatever fails on the way, nothing is left running. */
export async function up({ directory, kubernetes = DEFAULT_KUBERNETES, say }: UpOptions): Promise<ClusterState> {
  const programs = await builtTools([...COMPONENTS.map(({ name }) => name), 'kubectl'], { kubernetes, say });
  return locked(directory, async () => {
    const found = readState(directory);
    if (found && isUp(found)) {
      if (found.kubernetes !== kubernetes) { throw new Error(`the cluster that is up runs Kubernetes ${found.kubernetes}; take it down first`); }
      return found;
    }
    if (found) { say('clearing away a cluster that did not come up or was not taken down'); }
    await clear(directory);
    return untilInterrupted(async (interrupted) => {
      try {
        return await create(directory, { kubernetes, programs, say, interrupted });
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
  return state.up && state.processes.every(isAlive);
}

interface CreateOptions {
  readonly kubernetes: string;
  readonly programs: Programs;
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

async function create(directory: RunDirectory, { kubernetes, programs, say, interrupted }: CreateOptions): Promise<ClusterState> {
  const ports = await freePorts();
  let state: ClusterState = { kubernetes, ports, up: false, programs, processes: [] };
  const save = (changes: Partial<ClusterState>) => {
    state = { ...state, ...changes };
    writeState(directory, state);
  };
  save({});
  const surroundings: Surroundings = { directory, ports, credentials: await createCredentials(directory, ports) };
  await startAll(surroundings, {
    components: COMPONENTS,
    programs,
    record: (name, identity) => save({ processes: [...state.processes, { name, ...identity }] }),
    say,
    interrupted,
  });
  const kubectl = new Kubectl(programs.kubectl, directory.kubeconfig);
  const nodes = nodesOf(DEFAULT_POOLS, pinnedVersion(toolsNamed(['kube-apiserver'], kubernetes)[0]));
  await kubectl.run(['create', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: nodes }) });
  await kubectl.run(['wait', 'node', '--all', '--for=condition=Ready', '--timeout=30s']);
  save({ up: true });
  return state;
}

async function clear(directory: RunDirectory, { keepLogs = false } = {}): Promise<void> {
  await stop(readState(directory)?.processes ?? []);
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
