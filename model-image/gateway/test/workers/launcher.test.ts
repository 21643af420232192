import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { column, type RunningGateway, startGateway, until } from '../helpers/gateway';
import { BOSTON, folderWith } from '../helpers/model-folder';
import { describeWithR } from '../helpers/r';

/** Tells where R keeps temporary files, and leaves one. */
const SCORE = 'score <- function(model, data) { cat("x", file = tempfile()); data.frame(folder = tempdir()) }';

describeWithR('the temporary files of R', () => {
  const path = folderWith({ 'score.R': SCORE });
  let running: RunningGateway;

  afterEach(() => running.stop());

  async function start(how: string): Promise<string> {
    running = await startGateway({ path, inputs: [column('x', 'double')], workers: { start: how, count: 1 } });
    const { folder } = (await running.score({ x: 1 })).body as { folder: string };
    expect(readdirSync(folder)).not.toEqual([]);
    return folder;
  }

  it.each(['fork', 'apart'])('are gone when the gateway has stopped (%s)', async (how) => {
    const folder = await start(how);
    running.stop();
    // R's folder is in one of its process, and that in the gateway's.
    expect(existsSync(dirname(dirname(folder)))).toBe(false);
  });

  it('are gone when a worker that has its own was killed', async () => {
    const folder = await start('apart');
    process.kill([...running.gateway.pool.workers][0].pid, 'SIGKILL');
    await until(() => !existsSync(dirname(folder)));
    expect(existsSync(dirname(dirname(folder)))).toBe(true);
  });

  it('of forked workers stay when one of them is killed', async () => {
    const folder = await start('fork');
    const { pool } = running.gateway;
    const [lost] = pool.workers;
    process.kill(lost.pid, 'SIGKILL');
    await until(() => pool.ready === 1 && !pool.workers.has(lost));
    expect((await running.score({ x: 1 })).body).toEqual({ folder });
  });
});

(process.platform === 'linux' ? describeWithR : describe.skip)('the memory of R', () => {
  /** Pages that the kernel has given to a process since its start: the tenth field of proc(5)'s stat. */
  const minorFaults = (pid: number): number => Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ')[7]);

  it('is kept for the next row, where malloc would have given it back and asked for it again', async () => {
    const running = await startGateway({ path: BOSTON, workers: { count: 1 } });
    try {
      const [{ pid }] = running.gateway.pool.workers;
      const row = readFileSync(join(BOSTON, 'sample.csv'), 'utf8').split('\n').slice(0, 2).join('\n');
      const score = async (times: number): Promise<void> => { for (let time = 0; time < times; time += 1) await (await running.raw(row, { 'content-type': 'text/csv' })).text(); };
      await score(200);
      const before = minorFaults(pid);
      await score(200);
      // Some 240 pages a row by malloc's own ways; what is left is what the collector's bookkeeping moves.
      expect((minorFaults(pid) - before) / 200).toBeLessThan(24);
    } finally {
      running.stop();
    }
  });
});
