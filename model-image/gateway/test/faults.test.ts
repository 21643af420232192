import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { column, type RunningGateway, startGateway, until } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';
import { Runs } from '../src/scheduling/runs';
import { ServiceTime } from '../src/scheduling/service-time';

/** Doubles x, unless a row's action says what is to go wrong. */
const SCORE = `
output <- function() getConnection(max(as.integer(rownames(showConnections()))))
score <- function(model, data) {
  for (action in data$action) switch(action,
    error = stop("this row cannot be scored"),
    segfault = { tools::pskill(Sys.getpid(), 11L); Sys.sleep(5) },
    loop = repeat { },
    bomb = numeric(2^40),
    hoard = { kept <- list(); repeat kept <- list(kept, as.list(seq_len(1e5))) },
    garbage = { writeBin(as.raw(rep(0xAB, 64)), output()); flush(output()); Sys.sleep(5) },
    half = { writeBin(c(800L, 18L), output()); flush(output()); tools::pskill(Sys.getpid(), 9L); Sys.sleep(5) },
    slow = Sys.sleep(1),
    brief = Sys.sleep(0.01),
    NULL
  )
  data$x * 2
}
`;

const INPUTS = [column('x', 'double'), column('action', 'string')];

describeWithR('a worker that fails', () => {
  /** With a deadline that only a loop meets, however slow the machine is. */
  let running: RunningGateway;
  let impatient: RunningGateway;

  beforeAll(async () => {
    const path = folderWith({ 'score.R': SCORE });
    const start = (timeoutSeconds: number) => startGateway({ path, inputs: INPUTS, workers: { memoryMiB: 256 }, http: { timeoutSeconds } });
    [running, impatient] = await Promise.all([start(60), start(4)]);
  });

  afterAll(() => [running, impatient].forEach((gateway) => gateway.stop()));

  /** Twenty rows at once, one of them bad. */
  async function together(gateway: RunningGateway, action: string): Promise<{ bad: number; good: number[]; answers: unknown[] }> {
    const slow = [gateway.score({ x: 0, action: 'slow' }), gateway.score({ x: 0, action: 'slow' })];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const rows = Array.from({ length: 20 }, (_, x) => ({ x, action: x === 7 ? action : 'none' }));
    const answers = await Promise.all(rows.map((row) => gateway.score(row)));
    await Promise.all(slow);
    return {
      bad: answers[7].status,
      good: [...new Set(answers.filter((_, x) => x !== 7).map(({ status }) => status))],
      answers: answers.map(({ body }) => body.prediction),
    };
  }

  /** One row for each worker; two that arrive together would go to one. */
  async function occupy(gateway: RunningGateway, ...rows: object[]): Promise<ReturnType<RunningGateway['score']>[]> {
    const answers: ReturnType<RunningGateway['score']>[] = [];
    for (const row of rows) {
      answers.push(gateway.score(row));
      await until(() => gateway.gateway.pool.busy === answers.length);
    }
    return answers;
  }

  const neighbours = Array.from({ length: 20 }, (_, x) => (x === 7 ? undefined : 2 * x));

  it.each([
    ['an error', 'error', 500],
    ['a segmentation fault', 'segfault', 500],
    ['an endless loop', 'loop', 504],
    ['an allocation beyond the memory of a worker', 'bomb', 500],
    ['garbage on the wire', 'garbage', 500],
    ['half a frame', 'half', 500],
  ])('fails the row with %s and none of the rows beside it', async (_, action, status) => {
    const gateway = status === 504 ? impatient : running;
    const { bad, good, answers } = await together(gateway, action);
    expect(bad).toBe(status);
    expect(good).toEqual([200]);
    expect(answers).toEqual(neighbours);
    await until(() => gateway.gateway.pool.ready === 2);
  });

  it('tells what score() said', async () => {
    const { body } = await running.score({ x: 1, action: 'error' });
    expect(body.reason).toBe('this row cannot be scored');
  });

  it('ends a worker whose lists outgrow its memory', async () => {
    const { status } = await running.score({ x: 1, action: 'hoard' });
    expect(status).toBe(500);
    await until(() => running.gateway.pool.ready === 2);
    expect((await running.score({ x: 2, action: 'none' })).body).toEqual({ prediction: 4 });
  });

  it('answers what was in flight when one worker is killed', async () => {
    await until(() => running.gateway.pool.ready === 2);
    const inFlight = await occupy(running, { x: 1, action: 'slow' }, { x: 2, action: 'slow' });
    process.kill([...running.gateway.pool.workers][0].pid, 'SIGKILL');
    expect((await Promise.all(inFlight)).map(({ body }) => body.prediction)).toEqual([2, 4]);
  });

  it('answers what was in flight when every worker is killed', async () => {
    await until(() => running.gateway.pool.ready === 2);
    const inFlight = await occupy(running, { x: 3, action: 'slow' }, { x: 4, action: 'slow' });
    for (const { pid } of [...running.gateway.pool.workers]) process.kill(pid, 'SIGKILL');
    expect((await Promise.all(inFlight)).map(({ body }) => body.prediction)).toEqual([6, 8]);
  });

  it('stays alive and measurable while every worker hangs', async () => {
    await until(() => impatient.gateway.pool.ready === 2);
    const hanging = await occupy(impatient, { x: 1, action: 'loop' }, { x: 2, action: 'loop' });
    const started = performance.now();
    const statuses = await Promise.all(['/livez', '/readyz', '/metrics'].map(async (path) => (await fetch(impatient.managementUrl + path)).status));
    expect(statuses).toEqual([200, 200, 200]);
    expect(performance.now() - started).toBeLessThan(2000);
    expect((await Promise.all(hanging)).map(({ status }) => status)).toEqual([504, 504]);
  });

  it('has as many workers as before when all is over', async () => {
    for (const each of [running, impatient]) {
      await until(() => each.gateway.pool.ready === 2);
      expect((await each.score({ x: 21, action: 'none' })).body).toEqual({ prediction: 42 });
      expect(each.gateway.pool.workers.size).toBe(2);
    }
  });
});

describeWithR('a worker that hangs while the next row waits in its pipe', () => {
  const ROWS = 200;
  const BAD = 50;

  it('keeps nobody but the row that it hangs over', async () => {
    const path = folderWith({ 'score.R': SCORE });
    const running = await startGateway({ path, inputs: INPUTS, batching: { enabled: false }, http: { timeoutSeconds: 10 } });
    // Where the machine is so slow that rows take long, none would be sent ahead.
    const expected = jest.spyOn(ServiceTime.prototype, 'expect').mockReturnValue(10);
    const takeBack = jest.spyOn(Runs.prototype, 'takeBack');
    try {
      const rows = Array.from({ length: ROWS }, (_, x) => ({ x, action: x === BAD ? 'loop' : 'brief' }));
      const answers = await Promise.all(rows.map((row) => running.score(row)));
      expect(answers[BAD].status).toBe(504);
      expect(answers.map(({ body }) => body.prediction)).toEqual(rows.map(({ x }) => (x === BAD ? undefined : 2 * x)));
      expect(takeBack.mock.results.some(({ value }) => value.length > 0)).toBe(true);
      expect(running.gateway.pool.restarts).toEqual(new Map([['deadline', 1]]));
    } finally {
      expected.mockRestore();
      takeBack.mockRestore();
      running.stop();
    }
  });
});

describeWithR('a model that dies after its start', () => {
  it('backs off, turns readiness off, and has the reason in the log', async () => {
    const marker = folderWith({ fine: '' });
    const path = folderWith({ 'score.R': `load <- function(path) { if (!file.exists("${marker}/fine")) stop("the database is gone"); 1 }\nscore <- function(model, data) data$x` });
    const running = await startGateway({ path, inputs: [column('x', 'double')], workers: { start: 'apart', count: 1 } });
    try {
      rmSync(join(marker, 'fine'));
      process.kill([...running.gateway.pool.workers][0].pid, 'SIGKILL');
      await until(() => running.gateway.pool.isCrashLooping);
      expect((await fetch(`${running.managementUrl}/readyz`)).status).toBe(503);
      expect((await running.score({ x: 1 })).status).toBe(503);
      await until(() => running.logged('starting a worker failed, waiting before the next attempt').some(({ message }) => message === 'the database is gone'));
    } finally {
      running.stop();
    }
  });
});
