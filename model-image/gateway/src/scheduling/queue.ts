import type { Job } from './job';

/** Jobs that wait, first come first served, bounded in rows and bytes by whoever admits them. */
export class JobQueue {
  jobs = 0;
  rows = 0;
  bytes = 0;
  /** Of the jobs, those that are HTTP requests; each counts as a row. */
  requests = 0;
  private readonly first: Job[] = [];
  private line: Job[] = [];
  private head = 0;

  get isEmpty(): boolean {
    return this.peek() === undefined;
  }

  push(job: Job): void {
    this.count(job, 1);
    job.queued = true;
    this.line.push(job);
  }

  /** Before everyone else: for jobs that had their turn and lost it through no fault of their own. */
  pushFirst(job: Job): void {
    this.count(job, 1);
    job.queued = true;
    this.first.push(job);
  }

  peek(): Job | undefined {
    this.dropSettled();
    return this.first[0] ?? this.line[this.head];
  }

  shift(): Job | undefined {
    const job = this.peek();
    if (job === undefined) return undefined;
    if (this.first.length > 0) this.first.shift();
    else this.advance();
    job.queued = false;
    this.count(job, -1);
    return job;
  }

  /** A settled job stops counting at once, and is dropped when its turn comes. */
  forget(job: Job): void {
    if (!job.queued) return;
    job.queued = false;
    this.count(job, -1);
  }

  /** Every job that waits and is not settled. */
  * waiting(): Iterable<Job> {
    for (const job of this.first) if (!job.settled) yield job;
    for (let at = this.head; at < this.line.length; at += 1) if (!this.line[at].settled) yield this.line[at];
  }

  private dropSettled(): void {
    while (this.first[0]?.settled) this.first.shift();
    while (this.line[this.head]?.settled) this.advance();
  }

  private advance(): void {
    this.head += 1;
    if (this.head > 1024 && this.head * 2 > this.line.length) {
      this.line = this.line.slice(this.head);
      this.head = 0;
    }
  }

  private count(job: Job, sign: 1 | -1): void {
    this.jobs += sign;
    this.rows += sign * job.rows.count;
    this.bytes += sign * job.rows.bytes;
    if (job.request !== undefined) this.requests += sign;
  }
}
