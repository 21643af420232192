import type { Problem } from '../http/problem';
import type { HttpMessage } from '../wire/http-message';
import type { Rows } from '../wire/rows';

/** Part of a worker's answer that belongs to one request. */
export interface Scored {
  readonly rows: Rows;
  /** Instead of rows, from a model that speaks HTTP itself. */
  readonly response?: HttpMessage;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly timing: { readonly queuedSeconds: number; readonly scoredSeconds: number; readonly batchRows: number };
}

/** The rows of one request on their way through the queue and a worker. Times are of performance.now(), in milliseconds. */
export interface Job {
  readonly rows: Rows;
  /** Sent instead of the rows, which then stand for its size alone. */
  readonly request?: HttpMessage;
  readonly arrived: number;
  /** When its rows had been read and it went into the queue. */
  readonly submitted: number;
  readonly deadline: number;
  /** Answered, given up or cancelled: whatever comes later is of no interest. */
  settled: boolean;
  /** Waits in the queue; the queue's own mark. */
  queued: boolean;
  /** Goes to a worker by itself: it was in a batch that failed, or the process died under it. */
  alone: boolean;
  /** Workers that died or were killed while this job was theirs alone. */
  losses: number;
  /** Losses that make it be given up. */
  readonly mostLosses: number;
  /** Share of the time that is left which the next attempt may take; the rest is kept for those that failed with it. */
  share: number;
  readonly resolve: (scored: Scored) => void;
  readonly reject: (problem: Problem) => void;
}
