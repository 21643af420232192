import { completeConfig } from '../../src/config/read-config';
import { Scheduler, type Submission } from '../../src/scheduling/scheduler';
import { Log } from '../../src/telemetry/log';
import { HttpMessage } from '../../src/wire/http-message';
import type { Rows } from '../../src/wire/rows';
import { makeSchema } from '../../src/wire/schema';
import type { WorkerPool } from '../../src/workers/pool';
import type { Worker } from '../../src/workers/worker';
import { until } from '../helpers/gateway';

const SCHEMA = makeSchema([{ name: 'x', type: 'double' }]);

function rowOf(x: number): Rows {
  return { schema: SCHEMA, count: 1, doubles: Float64Array.of(x), integers: new Int32Array(0), strings: [], bytes: 8 };
}

/** A worker that answers when it is told to, with the rows that it was sent. */
class FakeWorker {
  readonly frames: Rows[] = [];
  killed = false;

  get state(): string {
    return this.frames.length === 0 ? 'idle' : 'busy';
  }

  get hasRoom(): boolean {
    return this.frames.length === 1;
  }

  score([rows]: readonly Rows[]): void {
    this.frames.push(rows);
  }

  send(): void {
    this.frames.push(rowOf(NaN));
  }

  kill(): void {
    this.killed = true;
  }
}

class Bench {
  readonly workers: FakeWorker[] = [];
  readonly scheduler: Scheduler;

  constructor(workers: number, private readonly timeoutSeconds = 5) {
    const { workers: all } = this;
    const pool = {
      isCrashLooping: false,
      get idle() { return all.find(({ frames }) => frames.length === 0); },
      get idleCount() { return all.filter(({ frames }) => frames.length === 0).length; },
      get ready() { return all.length; },
    };
    for (let index = 0; index < workers; index += 1) this.workers.push(new FakeWorker());
    const config = completeConfig({ batching: { enabled: false }, http: { timeoutSeconds: this.timeoutSeconds } });
    this.scheduler = new Scheduler(config, new Log('error', () => undefined), () => pool as unknown as WorkerPool, { onBatch: () => undefined });
    this.scheduler.time.observe(1, 1);
  }

  submit(...values: number[]): Submission[] {
    const submitted = values.map((x) => this.scheduler.submit(rowOf(x), performance.now()));
    // Not every test waits for every answer.
    for (const { answer } of submitted) answer.catch(() => undefined);
    return submitted;
  }

  ask(): Submission {
    return this.scheduler.submitRequest(new HttpMessage(['GET', '/report'], Buffer.alloc(0)), performance.now(), true);
  }

  answerRequest(worker: FakeWorker): void {
    worker.frames.shift();
    this.scheduler.onAnswer(worker as unknown as Worker, new HttpMessage(['200'], Buffer.alloc(0)));
  }

  answer(worker: FakeWorker): void {
    this.scheduler.onAnswer(worker as unknown as Worker, worker.frames.shift()!);
    this.scheduler.onRoom();
  }

  lose(worker: FakeWorker): void {
    this.workers.splice(this.workers.indexOf(worker), 1, new FakeWorker());
    this.scheduler.onLoss(worker as unknown as Worker, 'died');
  }

  /** The values that each worker has, in the order in which it comes to them. */
  get sent(): number[][] {
    return this.workers.map(({ frames }) => frames.map(({ doubles }) => doubles[0]));
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const valueOf = async ({ answer }: Submission): Promise<number> => (await answer).rows.doubles[0];

describe('a busy worker', () => {
  it('has what it scores next before it has answered, and no more than that', async () => {
    const bench = new Bench(1);
    bench.submit(1, 2, 3);
    await turn();
    expect([bench.sent, bench.scheduler.queue.jobs]).toEqual([[[1, 2]], 1]);
  });

  it('answers each request with its own row', async () => {
    const bench = new Bench(1);
    const submitted = bench.submit(1, 2, 3);
    await turn();
    for (let answers = 0; answers < 3; answers += 1) bench.answer(bench.workers[0]);
    expect(await Promise.all(submitted.map(valueOf))).toEqual([1, 2, 3]);
  });

  it('is sent nothing ahead that another may be free for sooner', async () => {
    const bench = new Bench(2);
    bench.submit(1, 2, 3);
    await turn();
    expect([bench.sent, bench.scheduler.queue.jobs]).toEqual([[[1], [2]], 1]);
  });

  it('is not sent rows whose client has left', async () => {
    const bench = new Bench(1);
    bench.submit(1, 2, 3)[1].cancel();
    await turn();
    expect(bench.sent).toEqual([[1, 3]]);
  });
});

describe('a row that waits in the pipe of a worker', () => {
  it('is scored by another when that one dies, and is not blamed for it', async () => {
    const bench = new Bench(1);
    const [, waits] = bench.submit(1, 2);
    await turn();
    for (let losses = 0; losses < 2; losses += 1) {
      bench.lose(bench.workers[0]);
      await turn();
    }
    while (bench.workers[0].frames.length > 0) bench.answer(bench.workers[0]);
    expect(await valueOf(waits)).toBe(2);
  });

  it('is scored by another when the row before it does not end, and only once answered', async () => {
    const bench = new Bench(2);
    const submitted = bench.submit(1, 2, 3, 4);
    await turn();
    expect(bench.sent).toEqual([[1, 3], [2, 4]]);
    const [hangs, ends] = bench.workers;
    bench.answer(ends);
    bench.answer(ends);
    await until(() => ends.frames.length > 0);
    expect(ends.frames[0].doubles[0]).toBe(3);
    bench.answer(ends);
    expect(await valueOf(submitted[2])).toBe(3);
    bench.answer(hangs);
    bench.answer(hangs);
    expect([await valueOf(submitted[0]), bench.scheduler.unanswered]).toEqual([1, 0]);
  });

  it('is answered at its deadline, also where no other worker is there', async () => {
    const bench = new Bench(1, 0.2);
    const [runs, waits] = bench.submit(1, 2);
    await turn();
    expect(bench.sent).toEqual([[1, 2]]);
    await expect(Promise.all([runs.answer, waits.answer])).rejects.toThrow('not scored within 0.2 s');
    await expect(waits.answer).rejects.toThrow('not scored within 0.2 s');
    await until(() => bench.workers[0].killed);
  });
});

describe('a script\'s request that takes long', () => {
  /** A worker that took 100 ms for a request, and takes 1 ms for a row; its queue may take 800 ms. */
  async function afterOne(): Promise<Bench> {
    const bench = new Bench(1, 1);
    const asked = bench.ask();
    await turn();
    await new Promise((resolve) => setTimeout(resolve, 100));
    bench.answerRequest(bench.workers[0]);
    await asked.answer;
    return bench;
  }

  it('keeps no rows out, which take what rows take', async () => {
    const bench = await afterOne();
    bench.submit(...Array.from({ length: 30 }, (_, x) => x));
    await turn();
    for (let answers = 0; answers < 30; answers += 1) {
      bench.answer(bench.workers[0]);
      await turn();
    }
    expect(bench.scheduler.unanswered).toBe(0);
  });

  it('tells how many more of its kind are worth waiting', async () => {
    const bench = await afterOne();
    const ask = (): void => void bench.ask().answer.catch(() => undefined);
    for (let waiting = 0; waiting < 6; waiting += 1) ask();
    expect(() => { for (let waiting = 0; waiting < 4; waiting += 1) ask(); }).toThrow('the queue is as long as the deadline');
  });
});
