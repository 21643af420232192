import type { Job } from './job';
import type { Worker } from '../workers/worker';

/** What a worker is busy with. Times in milliseconds of performance.now(). */
export interface Run {
  readonly jobs: readonly Job[];
  readonly rows: number;
  /** When it was sent, or for a frame that was sent ahead, when the answer before it came. */
  readonly started: number;
  /** When the worker is ended, whatever it does. */
  readonly until: number;
}

/** A frame that waits in a worker's pipe behind its run. No jobs: they were taken back, and its answer is of no interest. */
export interface Ahead {
  readonly jobs: readonly Job[];
  readonly rows: number;
}

/** Which jobs each worker has: those it scores, and those it scores next. */
export class Runs {
  private readonly current = new Map<Worker, Run>();
  private readonly next = new Map<Worker, Ahead>();

  get size(): number {
    return this.current.size;
  }

  entries(): Iterable<[Worker, Run]> {
    return this.current;
  }

  /** Every job that a worker has and that is not settled. */
  * jobs(): Iterable<Job> {
    for (const frames of [this.current, this.next]) {
      for (const { jobs } of frames.values()) for (const job of jobs) if (!job.settled) yield job;
    }
  }

  begin(worker: Worker, run: Run): void {
    this.current.set(worker, run);
  }

  sendAhead(worker: Worker, ahead: Ahead): void {
    this.next.set(worker, ahead);
  }

  /** The run is over; what was sent ahead must be begun by the caller. */
  end(worker: Worker): { run?: Run; ahead?: Ahead } {
    const ended = { run: this.current.get(worker), ahead: this.next.get(worker) };
    this.current.delete(worker);
    this.next.delete(worker);
    return ended;
  }

  /** Takes back the jobs that a worker has not come to. It will score their rows nonetheless when it does. */
  takeBack(worker: Worker): readonly Job[] {
    const ahead = this.next.get(worker);
    if (ahead === undefined) return [];
    this.next.set(worker, { jobs: [], rows: ahead.rows });
    return ahead.jobs.filter(({ settled }) => !settled);
  }
}
