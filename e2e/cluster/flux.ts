import type { Component, Surroundings } from './component';
import { HELM_CONTROLLER } from './helm-controller';
import { IMAGE_AUTOMATION_CONTROLLER } from './image-automation-controller';
import { IMAGE_REFLECTOR_CONTROLLER } from './image-reflector-controller';
import { KUSTOMIZE_CONTROLLER } from './kustomize-controller';
import { OCI_REGISTRY } from './oci-registry';
import { stop } from './processes';
import type { RunDirectory } from './run-directory';
import { SOURCE_CONTROLLER } from './source-controller';
import { startAll } from './start';
import { readState, writeState } from './state';
import { builtTools } from '../tools/build';

const COMPONENTS = [SOURCE_CONTROLLER, KUSTOMIZE_CONTROLLER];
/** All that is ever started beside a cluster. */
const NAMES: readonly string[] = [...COMPONENTS, OCI_REGISTRY, HELM_CONTROLLER, IMAGE_REFLECTOR_CONTROLLER, IMAGE_AUTOMATION_CONTROLLER]
  .map(({ name }) => name);

export interface RunningFlux {
  /** Process numbers by name, for who measures them. */
  readonly processes: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/**
 * Starts Flux's controllers beside a cluster that is up. They are recorded with its other processes, so that `down` ends them whatever becomes of
 * the suite; their definitions have to be in the cluster.
 */
export async function startFlux(directory: RunDirectory, say: (line: string) => void, more: readonly Component[] = []): Promise<RunningFlux> {
  const components = [...COMPONENTS, ...more];
  const programs = await builtTools(components.map(({ name }) => name), { say });
  await stopFlux(directory);
  const { ports } = stateOf(directory);
  // Of all credentials the controllers use the administrator's kubeconfig, which lies where the cluster put it.
  const surroundings = { directory, ports } as Surroundings;
  await startAll(surroundings, {
    components,
    programs,
    record: (name, identity) => {
      const state = stateOf(directory);
      writeState(directory, { ...state, processes: [...state.processes, { name, ...identity }] });
    },
    say,
    interrupted: new AbortController().signal,
  });
  const processes = Object.fromEntries(stateOf(directory).processes.filter(({ name }) => NAMES.includes(name)).map(({ name, pid }) => [name, pid]));
  return { processes, stop: () => stopFlux(directory) };
}

async function stopFlux(directory: RunDirectory): Promise<void> {
  const state = stateOf(directory);
  await stop(state.processes.filter(({ name }) => NAMES.includes(name)));
  writeState(directory, { ...state, processes: state.processes.filter(({ name }) => !NAMES.includes(name)) });
}

function stateOf(directory: RunDirectory) {
  const state = readState(directory);
  if (state === undefined) { throw new Error('there is no cluster to start Flux beside'); }
  return state;
}
