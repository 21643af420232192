import { modelFailure } from './consume-route';
import { readInput } from './read-input';
import { spell } from './refuse';
import { failedResult, scoredResult } from './result';
import type { Violation } from '../contract/violations';
import { Problem } from '../http/problem';
import { checkTable, type Scoring } from '../http/scoring';
import type { Submission } from '../scheduling/scheduler';

/** How long an item waits before it asks a full queue for room again. */
const RETRY_MILLISECONDS = 250;

/** A list of inputs that is scored while nobody waits for it. */
export class Batch {
  /** Answers to the items, as JSON; undefined for those that are not done. */
  readonly results: (string | undefined)[];
  completed = 0;
  /** Bytes that are held for this batch, about. */
  bytes: number;
  /** Milliseconds since 1970; undefined until every item is done. */
  completedAt: number | undefined;
  private next = 0;
  private cancelled = false;
  private readonly running = new Set<Submission>();

  /** `inputs` are the items as parsed, `bytes` is what their text took. */
  constructor(
    readonly id: string, readonly owner: string, readonly parallelCount: number,
    private inputs: readonly unknown[], bytes: number, private readonly scoring: () => Scoring,
  ) {
    this.results = new Array<string | undefined>(inputs.length).fill(undefined);
    this.bytes = bytes;
  }

  get state(): 'pending' | 'inProgress' | 'complete' {
    if (this.completedAt !== undefined) return 'complete';
    return this.next === 0 ? 'pending' : 'inProgress';
  }

  /** Results from the first item to the last before one that is not done. */
  get firstResults(): readonly string[] {
    const end = this.results.indexOf(undefined);
    return (end < 0 ? this.results : this.results.slice(0, end)) as readonly string[];
  }

  /** Scores the items, so many at a time; resolves when all are done, or it was cancelled. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: Math.min(this.parallelCount, this.inputs.length) }, () => this.work()));
    if (this.cancelled) return;
    this.inputs = [];
    this.bytes = this.results.reduce((sum, text) => sum + (text?.length ?? 0), 0);
    this.completedAt = Date.now();
  }

  cancel(): void {
    this.cancelled = true;
    for (const submission of this.running) submission.cancel();
  }

  private async work(): Promise<void> {
    while (!this.cancelled && this.next < this.inputs.length) {
      const at = this.next;
      this.next += 1;
      this.results[at] = await this.answer(this.inputs[at]);
      this.completed += 1;
    }
  }

  private async answer(input: unknown): Promise<string> {
    try {
      const scoring = this.scoring();
      const { table, form } = readInput({ value: input, members: countMembers(input) }, scoring.contract);
      const rows = checkTable(scoring.contract, table);
      const submission = await this.submit(() => scoring.scheduler.submit(rows, performance.now()));
      if (submission === undefined) return '';
      this.running.add(submission);
      try {
        return scoredResult(await submission.answer, form);
      } finally {
        this.running.delete(submission);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return failedResult(modelFailure(error) ?? describe(error));
    }
  }

  /** A batch has time: it waits for room in the queue. Undefined when it was cancelled meanwhile. */
  private async submit(attempt: () => Submission): Promise<Submission | undefined> {
    for (;;) {
      if (this.cancelled) return undefined;
      try {
        return attempt();
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 503) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref());
      }
    }
  }
}

function describe({ message, details }: Problem): string {
  const [first] = (details.violations ?? []) as readonly Violation[];
  return first === undefined ? message : `${message}: ${spell(first)}`;
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const child of Object.values(value)) members += countMembers(child);
  return members;
}
