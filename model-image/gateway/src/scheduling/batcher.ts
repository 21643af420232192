import type { Job } from './job';
import type { JobQueue } from './queue';
import type { ServiceTime } from './service-time';

/** How many times as long the rows must take together as shared out. */
const WORTH_DEALING = 1.25;

export interface BatchLimits {
  readonly enabled: boolean;
  readonly maxRows: number;
  readonly maxWaitMilliseconds: number;
}

/**
 * Takes the jobs that go to a worker together: what already waits, never what might come, so an idle worker is never kept waiting.
 *
 * How many rows: so many that they are expected to hold the worker no longer, on top of a single row, than the longest of the configured wait, a
 * single row's own time (so that at least half of what batching can give is had) and the time the first has waited (so that batches grow with load).
 * Where several workers are idle, rows are dealt out among them, unless what a call costs by itself would eat up what that gains.
 */
export function takeBatch(queue: JobQueue, limits: BatchLimits, time: ServiceTime, now: number, idleWorkers = 1): Job[] {
  const first = queue.shift();
  if (first === undefined) return [];
  if (!limits.enabled || first.alone) return [first];
  const most = Math.min(mostRows(first, limits, time, now), dealt(queue.rows + first.rows.count, time, idleWorkers));
  const batch = [first];
  let rows = first.rows.count;
  for (let next = queue.peek(); next !== undefined; next = queue.peek()) {
    if (next.alone || rows + next.rows.count > most || !sameSchema(next, first)) break;
    batch.push(next);
    rows += next.rows.count;
    queue.shift();
  }
  return batch;
}

/** How many frames what waits would fill: with less than one, whatever else comes may still join it. */
export function fullFrames(queue: JobQueue, limits: BatchLimits, time: ServiceTime, now: number): number {
  const first = queue.peek();
  if (first === undefined) return 0;
  return limits.enabled && !first.alone ? Math.floor(queue.rows / mostRows(first, limits, time, now)) : queue.jobs;
}

/** About how large the frame would be that is taken next, where what waits fills one. */
export function bytesOfNext(queue: JobQueue, limits: BatchLimits, time: ServiceTime, now: number): number {
  const first = queue.peek();
  if (first === undefined) return 0;
  return limits.enabled && !first.alone ? (queue.bytes / queue.rows) * mostRows(first, limits, time, now) : first.rows.bytes;
}

function mostRows(first: Job, limits: BatchLimits, time: ServiceTime, now: number): number {
  const extra = Math.max(limits.maxWaitMilliseconds, time.overhead, now - first.arrived);
  const fit = time.perRow > 0 ? Math.floor(extra / time.perRow) + 1 : limits.maxRows;
  return Math.max(1, Math.min(limits.maxRows, fit));
}

/** Rows for one of the idle workers: its share where that answers sooner by a quarter, all where a call costs more than its rows. */
function dealt(rows: number, time: ServiceTime, idleWorkers: number): number {
  const share = Math.ceil(rows / idleWorkers);
  return time.expect(share) * WORTH_DEALING <= time.expect(rows) ? share : rows;
}

function sameSchema(one: Job, other: Job): boolean {
  return one.rows.schema === other.rows.schema || one.rows.schema.key === other.rows.schema.key;
}
