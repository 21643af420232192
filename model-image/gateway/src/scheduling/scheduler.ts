import { type BatchLimits, takeBatch } from './batcher';
import type { Job, Scored } from './job';
import { JobQueue } from './queue';
import { type Run, Runs } from './runs';
import { mayGoAhead, slice, workersWithRoom } from './send-ahead';
import { ServiceTime } from './service-time';
import type { GatewayConfig } from '../config/config';
import { Problem } from '../http/problem';
import type { Log } from '../telemetry/log';
import { HttpMessage } from '../wire/http-message';
import type { Rows } from '../wire/rows';
import { makeSchema } from '../wire/schema';
import type { WorkerPool } from '../workers/pool';
import type { LossReason, Worker } from '../workers/worker';

/** How often deadlines are looked at, in milliseconds. */
const TICK = 10;

/** Workers that one request may cost before it is given up. */
const MAX_LOSSES = 2;

/** The rows of a job that is none. */
const NO_ROWS: Rows = { schema: makeSchema([]), count: 0, doubles: new Float64Array(), integers: new Int32Array(), strings: [], bytes: 0 };

/** Part of its time that a request may be expected to wait: one that waited longer would be scored too late, at the cost of others. */
const WORTH_WAITING = 0.8;

export interface SchedulerObserver {
  onBatch(rows: number, requests: number, milliseconds: number): void;
}

/** A request's way to its answer; cancel() when its client has left. */
export interface Submission {
  readonly answer: Promise<Scored>;
  cancel(): void;
}

/** Brings rows to workers: admits, queues, batches, watches deadlines, and separates requests that failed together. */
export class Scheduler {
  readonly queue = new JobQueue();
  /** Of rows. */
  readonly time = new ServiceTime();
  /** Of HTTP requests that a script answers: beside rows that are scored in a millisecond they may take seconds, and neither foretells the other. */
  private readonly requestTime = new ServiceTime();
  private readonly runs = new Runs();
  private batching: boolean;
  private pumping = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly log: Log,
    private readonly pool: () => WorkerPool,
    private readonly observer: SchedulerObserver,
  ) {
    this.batching = config.batching.enabled;
  }

  /** Requests that wait or are being scored. */
  get unanswered(): number {
    let count = 0;
    for (const _ of this.queue.waiting()) count += 1;
    for (const _ of this.runs.jobs()) count += 1;
    return count;
  }

  get queueLimitRows(): number {
    return this.config.queue.maxRows;
  }

  get isBatching(): boolean {
    return this.batching;
  }

  stopBatching(reason: string): void {
    if (!this.batching) return;
    this.batching = false;
    this.log.warn('requests are scored one by one', { reason });
  }

  /** The refusal that a request of so many rows meets (0 before its body is read); undefined when there is room. */
  refuse(rows = 0): Problem | undefined {
    const { maxRows, maxMiB } = this.config.queue;
    if (this.pool().isCrashLooping) return overloaded('no worker is up: the model fails to start', 5);
    const full = this.queue.rows >= maxRows || (this.queue.rows > 0 && this.queue.rows + rows > maxRows);
    if (full || this.queue.bytes >= maxMiB * 2 ** 20) return overloaded('the queue is full', this.drainSeconds);
    const { drainSeconds } = this;
    return drainSeconds > WORTH_WAITING * this.config.http.timeoutSeconds ? overloaded('the queue is as long as the deadline', drainSeconds) : undefined;
  }

  /**
   * Queues the rows of one request.
   *
   * @throws Problem 413 for more rows than the queue can ever hold, 503 when there is no room.
   */
  submit(rows: Rows, arrived: number): Submission {
    return this.admit({ rows, arrived, alone: false, mostLosses: MAX_LOSSES });
  }

  /**
   * Queues an HTTP request of a model that answers those itself, as one row. One that may have effects is not tried again when
   * its process dies.
   *
   * @throws Problem 503 when there is no room.
   */
  submitRequest(request: HttpMessage, arrived: number, repeatable: boolean): Submission {
    const rows = { ...NO_ROWS, count: 1, bytes: request.bytes };
    return this.admit({ rows, request, arrived, alone: true, mostLosses: repeatable ? MAX_LOSSES : 1 });
  }

  private admit(start: Pick<Job, 'rows' | 'request' | 'arrived' | 'alone' | 'mostLosses'>): Submission {
    const { rows, arrived } = start;
    const { maxRows } = this.config.queue;
    if (rows.count > maxRows) throw new Problem(413, `the request has ${rows.count} rows, and at most ${maxRows} are taken at once`);
    const refusal = this.refuse(rows.count);
    if (refusal !== undefined) throw refusal;
    let job: Job;
    const submitted = performance.now();
    const answer = new Promise<Scored>((resolve, reject) => {
      const { request, alone, mostLosses } = start;
      const deadline = arrived + this.config.http.timeoutSeconds * 1000;
      job = { rows, request, arrived, submitted, deadline, settled: false, queued: false, alone, losses: 0, mostLosses, share: 1, resolve, reject };
    });
    this.queue.push(job!);
    this.pumpSoon();
    return { answer, cancel: () => this.settle(job, () => undefined) };
  }

  /** Requests that arrive in one turn of the event loop go together, without waiting for any that do not. */
  pumpSoon(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      this.pump();
    });
  }

  /** Rows that wait go to a worker that can take them before the answer that it gave is written, so that it works meanwhile. */
  onRoom(): void {
    if (!this.queue.isEmpty) this.pump();
  }

  onAnswer(worker: Worker, answer: Rows | HttpMessage): void {
    const now = performance.now();
    const run = this.advance(worker, now);
    if (run === undefined) return;
    this.timeOf(run.jobs[0]).observe(run.rows, now - run.started);
    if (run.jobs.length === 0) return;
    this.observer.onBatch(run.rows, run.jobs.length, now - run.started);
    if (answer instanceof HttpMessage) {
      const [job] = run.jobs;
      this.settle(job, () => job.resolve({ rows: job.rows, response: answer, from: 0, to: 0, timing: timingOf(job, run, now) }));
      return;
    }
    const rows = answer;
    if (run.jobs.length > 1 && rows.count !== run.rows) {
      this.stopBatching(`the model answered ${rows.count} rows for ${run.rows}`);
      this.separate(run.jobs);
      return;
    }
    let from = 0;
    for (const job of run.jobs) {
      const start = from;
      // A request by itself may have an answer of any length, such as one row for all.
      const to = run.jobs.length === 1 ? rows.count : start + job.rows.count;
      from = to;
      this.settle(job, () => job.resolve({ rows, from: start, to, timing: timingOf(job, run, now) }));
    }
  }

  onFailure(worker: Worker, message: string): void {
    const run = this.advance(worker, performance.now());
    if (run === undefined || run.jobs.length === 0) return;
    if (run.jobs.length > 1) {
      this.separate(run.jobs);
      return;
    }
    const [job] = run.jobs;
    this.settle(job, () => job.reject(new Problem(500, `the model could not ${job.request === undefined ? 'score these rows' : 'answer this request'}`, { reason: message })));
  }

  onLoss(worker: Worker, reason: LossReason): void {
    const { run, ahead } = this.runs.end(worker);
    // What only waited in its pipe has lost nothing but time.
    if (ahead !== undefined) this.restore(ahead.jobs);
    if (run === undefined || run.jobs.length === 0) return;
    if (run.jobs.length > 1) {
      this.separate(run.jobs);
      return;
    }
    const [job] = run.jobs;
    if (job.settled) return;
    const now = performance.now();
    if (job.deadline <= now + 1) {
      this.expire(job);
      return;
    }
    if (reason !== 'deadline') job.losses += 1;
    if (job.losses >= job.mostLosses) {
      const found = reason === 'memory' ? 'needed more memory than a worker has' : 'died';
      const what = job.request === undefined ? 'scored these rows' : 'answered this request';
      const again = job.mostLosses > 1 ? 'so did the one that tried again' : 'a request that may have effects is not tried again';
      this.settle(job, () => job.reject(new Problem(500, `the R process ${found} while it ${what}, and ${again}`)));
      return;
    }
    job.alone = true;
    job.share = 1;
    this.queue.pushFirst(job);
    this.pumpSoon();
  }

  /** About how long the queue takes to drain. */
  private get drainSeconds(): number {
    const { requests } = this.queue;
    const rows = this.queue.rows - requests;
    const calls = this.batching ? rows / this.config.batching.maxRows : this.queue.jobs - requests;
    const milliseconds = rows * this.time.perRow + calls * this.time.overhead + requests * this.requestTime.expect(1);
    return milliseconds / Math.max(1, this.pool().ready) / 1000;
  }

  /** What foretells how long a run of these jobs takes; one that was taken back had rows. */
  private timeOf(first: Job | undefined): ServiceTime {
    return first?.request === undefined ? this.time : this.requestTime;
  }

  private get limits(): BatchLimits {
    return { ...this.config.batching, enabled: this.batching };
  }

  private pump(): void {
    const pool = this.pool();
    const now = performance.now();
    for (let worker = pool.idle; worker !== undefined; worker = pool.idle) {
      const jobs = this.take(now, pool.idleCount);
      if (jobs.length === 0) break;
      this.begin(worker, jobs, now);
      hand(worker, jobs);
    }
    if (!this.queue.isEmpty) this.pumpAhead(now);
    if (!this.queue.isEmpty || this.runs.size > 0) this.timer ??= setInterval(() => this.tick(), TICK).unref();
  }

  /** Sends busy workers what they score next, so that none waits for the gateway between two frames. */
  private pumpAhead(now: number): void {
    const room = workersWithRoom(this.runs, this.time, now);
    for (const [index, [worker, run]] of room.entries()) {
      if (!mayGoAhead(this.queue, this.limits, this.time, run, room.length - index - 1, now)) return;
      const jobs = this.take(now, 1);
      if (jobs.length === 0) return;
      this.runs.sendAhead(worker, { jobs, rows: rowsOf(jobs) });
      hand(worker, jobs);
    }
  }

  /** The next batch, without those for whom it is too late. */
  private take(now: number, idleWorkers: number): readonly Job[] {
    for (;;) {
      const jobs = takeBatch(this.queue, this.limits, this.time, now, idleWorkers);
      if (!jobs.some((job) => this.tooLate(job, now))) return jobs;
      this.restore(jobs);
    }
  }

  /** Puts back what can still be answered in time. */
  private restore(jobs: readonly Job[]): void {
    for (const job of jobs) if (!job.settled) this.queue.pushFirst(job);
    this.pumpSoon();
  }

  private begin(worker: Worker, jobs: readonly Job[], now: number, rows = rowsOf(jobs)): void {
    let deadline = jobs.length === 0 ? now + this.config.http.timeoutSeconds * 1000 : Infinity;
    for (const job of jobs) deadline = Math.min(deadline, job.deadline);
    // A batch is ended at half of its time, so that the rest is left for scoring its members apart.
    const share = jobs.length === 1 ? jobs[0].share : 0.5;
    // One that begins late in its time is not for that a worker that hangs: its client is answered at the deadline, and it may end.
    const until = Math.max(now + slice(this.timeOf(jobs[0]), rows), Math.min(deadline, now + (deadline - now) * share));
    this.runs.begin(worker, { jobs, rows, started: now, until });
  }

  /** A worker has answered: the run that is over. It is at what it was sent ahead by now. */
  private advance(worker: Worker, now: number): Run | undefined {
    const { run, ahead } = this.runs.end(worker);
    if (ahead !== undefined) this.begin(worker, ahead.jobs, now, ahead.rows);
    return run;
  }

  /** Not worth a worker's time: it would take at least twice what is left. */
  private tooLate(job: Job, now: number): boolean {
    if (job.deadline - now >= this.timeOf(job).expect(job.rows.count) / 2) return false;
    this.expire(job);
    return true;
  }

  private tick(): void {
    const now = performance.now();
    for (const job of this.queue.waiting()) if (job.deadline <= now) this.expire(job);
    for (const job of this.runs.jobs()) if (job.deadline <= now) this.expire(job);
    for (const [worker, run] of this.runs.entries()) {
      if (run.until <= now) worker.kill('deadline');
      else if (now - run.started >= slice(this.timeOf(run.jobs[0]), run.rows)) this.takeBack(worker);
    }
    if (this.queue.isEmpty && this.runs.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  /** A run lasts longer than it should: who waits behind it is scored by another worker. */
  private takeBack(worker: Worker): void {
    const jobs = this.runs.takeBack(worker);
    if (jobs.length > 0) this.restore(jobs);
  }

  /** One bad row must not fail its neighbours: each goes again by itself, first for a short while, so that one that hangs cannot use up the others' time. */
  private separate(jobs: readonly Job[]): void {
    for (const job of jobs) {
      if (job.settled) continue;
      job.alone = true;
      job.share = 1 / (2 * jobs.length);
      this.queue.pushFirst(job);
    }
    this.pumpSoon();
  }

  private expire(job: Job): void {
    this.settle(job, () => job.reject(new Problem(504, `not ${job.request === undefined ? 'scored' : 'answered'} within ${this.config.http.timeoutSeconds} s`)));
  }

  private settle(job: Job, answer: () => void): void {
    if (job.settled) return;
    job.settled = true;
    this.queue.forget(job);
    answer();
  }
}

function hand(worker: Worker, jobs: readonly Job[]): void {
  const { request } = jobs[0];
  if (request === undefined) worker.score(jobs.map((job) => job.rows));
  else worker.send(request);
}

function rowsOf(jobs: readonly Job[]): number {
  let rows = 0;
  for (const job of jobs) rows += job.rows.count;
  return rows;
}

function timingOf(job: Job, run: Run, now: number): Scored['timing'] {
  return { queuedSeconds: (run.started - job.submitted) / 1000, scoredSeconds: (now - run.started) / 1000, batchRows: run.rows };
}

function overloaded(message: string, seconds: number): Problem {
  return new Problem(503, message, {}, { 'retry-after': String(Math.max(1, Math.ceil(seconds))) });
}
