import type { Credentials } from './credentials';
import type { Machine } from './node/machine';
import type { Ports } from './ports';
import type { RunDirectory } from './run-directory';

/** What a component is configured from. */
export interface Surroundings {
  readonly directory: RunDirectory;
  readonly ports: Ports;
  readonly credentials: Credentials;
  /** The machine of the real node, where there is one. */
  readonly machine?: Machine;
}

/** One program of the cluster, and all that is peculiar to it. */
export interface Component {
  /** Name of its log; of the program too. */
  readonly name: string;
  /** Names of the components that have to be ready before it starts. */
  readonly after: readonly string[];
  /** Where it runs, if not on this machine itself. */
  readonly on?: 'node';
  /** The program and its first arguments, where it is not built from tools/. */
  readonly command?: readonly string[];
  /** Writes its configuration, where it reads any from files. */
  configure?(surroundings: Surroundings): Promise<void>;
  arguments(surroundings: Surroundings): string[];
  environment?(surroundings: Surroundings): Record<string, string>;
  /** What it says when it is asked whether it is ready; `ready` when it is. */
  readiness(surroundings: Surroundings): Promise<string>;
}

/** The answer of a component that is. */
export const READY = 'ready';

/** Where the API server listens: on the host's end of the node's network, where there is a node, or else on 127.0.0.1 alone. */
export function apiServerAddress({ machine }: Pick<Surroundings, 'machine'>): string {
  return machine?.addresses.host ?? '127.0.0.1';
}

/** The machine of a component that runs on it. */
export function machineOf({ machine }: Surroundings): Machine {
  if (machine === undefined) { throw new Error('this component needs the machine of a node'); }
  return machine;
}
