import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closedLoop } from '../closed-loop';
import { hasTime } from '../options';
import { Payloads } from '../payloads';
import { memoryMiB, treeOf } from '../process-tree';
import type { Result } from '../report';
import { plumbline } from '../servers';

interface Shape {
  readonly family: string;
  readonly model: string;
  readonly workers: number;
  readonly threads: number;
}

/** Each family on one worker and on two of one thread; those that can use threads also on one worker of two. */
const SHAPES: readonly Shape[] = [
  { family: 'linear', model: 'lm' }, { family: 'tree ensemble', model: 'forest' }, { family: 'tree ensemble', model: 'ranger' }, { family: 'kernel', model: 'svm' }, { family: 'deep learning', model: 'network' },
].flatMap((each) => [
  { ...each, workers: 1, threads: 1 }, { ...each, workers: 2, threads: 1 }, ...(each.model === 'ranger' ? [{ ...each, workers: 1, threads: 2 }] : []),
]);

const LARGE_ROWS = 1000;
const SECONDS = 1;
const CLIENTS = 32;

/** What workers and threads do to the latency of one request and to capacity, by family of model. */
export async function families(folder: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const { family, model, workers, threads } of SHAPES) {
    const path = join(folder, model);
    if (!existsSync(path) || !hasTime()) continue;
    const payloads = new Payloads(path);
    const server = await plumbline(model, path, payloads.json(1), {
      workers,
      batching: true,
      config: { workers: { count: workers, threadsPerWorker: threads, memoryMiB: 2048 }, http: { bodyLimitMiB: 64 } },
    });
    try {
      const idle = memoryMiB(server.pids).proportional;
      const one = await closedLoop(server.url, 'application/json', payloads.json(1), 1, SECONDS);
      const many = await closedLoop(server.url, 'application/json', payloads.json(1), CLIENTS, SECONDS);
      const large = await closedLoop(server.csvUrl, 'text/csv', payloads.csv(LARGE_ROWS), 1, SECONDS);
      const bulk = await closedLoop(server.csvUrl, 'text/csv', payloads.csv(LARGE_ROWS), 2 * workers, SECONDS);
      results.push({
        family,
        model,
        'workers x threads': `${workers} x ${threads}`,
        'alone: 1 row, median ms': one.medianMilliseconds,
        '32 clients: rows/s': many.perSecond,
        [`alone: ${LARGE_ROWS} rows, median ms`]: large.medianMilliseconds,
        'bulk: rows/s': bulk.perSecond * LARGE_ROWS,
        'idle PSS MiB': idle,
        'PSS MiB after load': memoryMiB(server.pids).proportional,
        'processes': treeOf(server.pids[0]).length,
      });
    } finally {
      server.stop();
    }
  }
  return results;
}
