import type { Credentials } from './credentials';
import type { Ports } from './ports';
import type { RunDirectory } from './run-directory';

/** What a component is configured from. */
export interface Surroundings {
  readonly directory: RunDirectory;
  readonly ports: Ports;
  readonly credentials: Credentials;
}

/** One program of the cluster, and all that is peculiar to it. */
export interface Component {
  /** Name of its log; of the program too. */
  readonly name: string;
  /** Names of the components that have to be ready before it starts. */
  readonly after: readonly string[];
  /** Writes its configuration, where it reads any from files. */
  configure?(surroundings: Surroundings): Promise<void>;
  arguments(surroundings: Surroundings): string[];
  environment?(surroundings: Surroundings): Record<string, string>;
  /** What it says when it is asked whether it is ready; `ready` when it is. */
  readiness(surroundings: Surroundings): Promise<string>;
}

/** The answer of a component that is. */
export const READY = 'ready';
