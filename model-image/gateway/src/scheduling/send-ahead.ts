import { type BatchLimits, bytesOfNext, fullFrames } from './batcher';
import type { JobQueue } from './queue';
import type { Run, Runs } from './runs';
import type { ServiceTime } from './service-time';
import type { Worker } from '../workers/worker';

/**
 * Runs that are expected to last longer than this, in milliseconds, make up for the moment in which their worker waits for the next frame. By the clock, as
 * they are expected, so well above what they take alone: on a busy core both they and that moment grow.
 */
const LONGEST_RUN = 25;

/** Largest frame that is sent ahead: what a pipe holds, so that it lies there and not in the gateway. */
const MOST_BYTES = 65_536;

/** The shortest time that rows are given before their worker is ended, or left by who waits behind them, in milliseconds. */
const MIN_SLICE = 50;

/** The least time that so many rows are given before they are taken to hang, in milliseconds. */
export function slice(time: ServiceTime, rows: number): number {
  return MIN_SLICE + 4 * time.expect(rows);
}

/** Busy workers that may be sent what they score next, in the order in which they are expected to be free. A run that failed before is not trusted to end. */
export function workersWithRoom(runs: Runs, time: ServiceTime, now: number): readonly [Worker, Run][] {
  const end = ({ started, rows }: Run): number => started + time.expect(rows);
  const ends = ({ jobs, rows, started }: Run): boolean => {
    if (jobs.length === 0 || jobs[0].alone) return false;
    return time.expect(rows) <= LONGEST_RUN && now - started < slice(time, rows);
  };
  return [...runs.entries()]
    .filter(([worker, run]) => worker.hasRoom && ends(run))
    .sort(([, one], [, other]) => end(one) - end(other));
}

/**
 * Whether the next frame may wait in a worker's pipe: it takes nothing from anyone. It is as large as it could become, enough waits for each of the
 * `others` that have room, and should the run before it hang, there is time to score it elsewhere.
 */
export function mayGoAhead(queue: JobQueue, limits: BatchLimits, time: ServiceTime, before: Run, others: number, now: number): boolean {
  const first = queue.peek();
  if (first === undefined || first.alone || fullFrames(queue, limits, time, now) <= others) return false;
  return bytesOfNext(queue, limits, time, now) <= MOST_BYTES && first.deadline - now >= 2 * slice(time, before.rows) + time.expect(first.rows.count);
}
