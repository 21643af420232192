import type { Problem } from '../spec/problem';

export interface PlannedWrite {
  readonly path: string;
  readonly text: string;
  readonly reason: 'missing' | 'different';
}

/** What has to happen for the folders to hold what the units render, and nothing else of Plumbline's. */
export interface Plan {
  readonly writes: readonly PlannedWrite[];
  /** Rendered by an earlier run and by none of the units, sorted. */
  readonly removals: readonly string[];
  /** Temporary files of runs that were killed, sorted. */
  readonly leftBehind: readonly string[];
  /** What is in the way and not Plumbline's to replace, sorted. While there is anything, nothing may be written. */
  readonly obstacles: readonly Problem[];
  readonly unchanged: number;
}
