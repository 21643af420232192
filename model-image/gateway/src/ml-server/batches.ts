import { randomUUID } from 'node:crypto';
import { Batch } from './batch';
import { Problem } from '../http/problem';
import type { Scoring } from '../http/scoring';

/** What is complete is kept for its client this long. */
const KEPT_MILLISECONDS = 3_600_000;
const MOST_BATCHES = 100;
const SWEEP_MILLISECONDS = 60_000;

/**
 * The batch executions of one pod, in its memory: bounded by number, by `queue.maxMiB` bytes and by an hour after they are complete. A user sees
 * and ends the own ones only.
 */
export class Batches {
  private readonly batches = new Map<string, Batch>();
  /** Tells an id of this pod from one that another pod has given. */
  private readonly mark = randomUUID().slice(0, 8);
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly scoring: () => Scoring, private readonly onFailure: (error: Error) => void) {
    this.timer = setInterval(() => this.forgetOld(), SWEEP_MILLISECONDS).unref();
  }

  /**
   * Begins to score a list of inputs.
   *
   * @throws Problem 503 when there is no room for another batch.
   */
  start(owner: string, inputs: readonly unknown[], bytes: number, parallelCount: number): Batch {
    this.makeRoom(bytes);
    const batch = new Batch(`${this.mark}-${randomUUID()}`, owner, parallelCount, inputs, bytes, this.scoring);
    this.batches.set(batch.id, batch);
    batch.run().catch((error: Error) => {
      this.batches.delete(batch.id);
      this.onFailure(error);
    });
    return batch;
  }

  /** Ids of the owner's batches, the oldest first. */
  list(owner: string): readonly string[] {
    return [...this.batches.values()].filter((batch) => batch.owner === owner).map(({ id }) => id);
  }

  /** @throws Problem 404 for an id that is not one of the owner's batches here. */
  find(id: string, owner: string): Batch {
    const batch = this.batches.get(id);
    if (batch !== undefined && batch.owner === owner) return batch;
    const elsewhere = /^[0-9a-f]{8}-/.test(id) && !id.startsWith(`${this.mark}-`);
    throw new Problem(404, elsewhere ? 'Execution not found: another replica of the service has it, or had it and has ended' : 'Execution not found');
  }

  remove(batch: Batch): void {
    batch.cancel();
    this.batches.delete(batch.id);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const batch of this.batches.values()) batch.cancel();
  }

  private forgetOld(): void {
    const limit = Date.now() - KEPT_MILLISECONDS;
    for (const batch of this.batches.values()) if (batch.completedAt !== undefined && batch.completedAt < limit) this.remove(batch);
  }

  private makeRoom(bytes: number): void {
    const most = this.scoring().config.queue.maxMiB * 2 ** 20;
    const held = (): number => [...this.batches.values()].reduce((sum, batch) => sum + batch.bytes, 0);
    const isFull = (): boolean => this.batches.size >= MOST_BATCHES || held() + bytes > most;
    for (const batch of this.batches.values()) {
      if (!isFull()) return;
      if (batch.completedAt !== undefined) this.remove(batch);
    }
    if (isFull()) throw new Problem(503, 'too many batch executions are under way', {}, { 'retry-after': '10' });
  }
}
