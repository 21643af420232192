import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { MachineState } from './node/machine';
import type { Ports } from './ports';
import type { ProcessIdentity } from './process-identity';
import type { RunDirectory } from './run-directory';

export type Tier = 1 | 2;

/** What has to be known of a cluster to stop it, also after the command that started it was killed. */
export interface ClusterState {
  /** Minor version. */
  readonly kubernetes: string;
  /** 1 without containers, 2 with a real node. */
  readonly tier: Tier;
  readonly ports: Ports;
  /** Set once every component is ready. */
  readonly up: boolean;
  readonly programs: Readonly<Record<string, string>>;
  readonly machine?: MachineState;
  /** In the order in which they were started. */
  readonly processes: readonly (ProcessIdentity & { readonly name: string })[];
}

export function readState(directory: RunDirectory): ClusterState | undefined {
  return existsSync(directory.state) ? JSON.parse(readFileSync(directory.state, 'utf8')) as ClusterState : undefined;
}

export function writeState(directory: RunDirectory, state: ClusterState): void {
  // In one step: a command that is killed while it writes must not leave half a list of processes.
  writeFileSync(`${directory.state}.new`, JSON.stringify(state, null, 2));
  renameSync(`${directory.state}.new`, directory.state);
}
