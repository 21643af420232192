import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client';

export interface LoadOptions {
  /** Requests that are under way at any time. */
  readonly concurrency: number;
  readonly rows: readonly Readonly<Record<string, number>>[];
  /** Text that every answer has to have. */
  readonly expected: string;
  /** Between an answer and the next request; none if it is left out. */
  readonly pauseMilliseconds?: number;
}

/** Requests one after the other, each of which has to be answered rightly. */
export class Load {
  /** What went wrong, one line a request. */
  readonly failures: string[] = [];
  readonly seconds: number[] = [];
  private readonly running: Promise<void>[];
  private stopped = false;

  constructor(private readonly client: Client, { concurrency, rows, expected, pauseMilliseconds = 0 }: LoadOptions) {
    this.running = Array.from({ length: concurrency }, async () => {
      while (!this.stopped) {
        await this.ask(rows, expected);
        if (pauseMilliseconds > 0) { await sleep(pauseMilliseconds); }
      }
    });
  }

  get answered(): number { return this.seconds.length; }

  get slowestSeconds(): number { return Math.max(...this.seconds); }

  /** Waits for so many more answers. */
  async more(answers: number): Promise<void> {
    const goal = this.answered + answers;
    while (this.answered < goal && this.failures.length === 0) { await sleep(50); }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  /** Prints what came of it. */
  report(what: string): void {
    process.stdout.write(`${what}: ${this.answered} requests, ${this.failures.length} failed, the slowest took ${this.slowestSeconds.toFixed(2)} s\n`);
  }

  private async ask(rows: LoadOptions['rows'], expected: string): Promise<void> {
    const started = performance.now();
    try {
      const { status, text } = await this.client.score(rows);
      if (status !== 200 || text !== expected) { this.failures.push(`${new Date().toISOString()} ${status}: ${text.slice(0, 200)}`); }
    } catch (error) {
      this.failures.push(`${new Date().toISOString()} ${String(error)}`);
    }
    this.seconds.push((performance.now() - started) / 1000);
  }
}
