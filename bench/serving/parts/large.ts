import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closedLoop } from '../closed-loop';
import { hasTime, OPTIONS } from '../options';
import { Payloads } from '../payloads';
import { memoryMiB } from '../process-tree';
import type { Result } from '../report';
import { plumbline } from '../servers';

const WAYS = [
  { way: 'in each worker', model: 'large-memory', start: 'apart' },
  { way: 'shared by forking', model: 'large-memory', start: 'fork' },
  { way: 'file-backed (bigmemory)', model: 'large-file', start: 'fork' },
  { way: 'database (SQLite)', model: 'large-database', start: 'fork' },
] as const;

const SECONDS = 2;
const CLIENTS = 8;

/** A table of 61 MiB that stands for a model larger than a worker, held in each way that there is: what it costs in memory, latency and start-up. */
export async function large(folder: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const { way, model, start } of WAYS) {
    const path = join(folder, model);
    if (!existsSync(path) || !hasTime()) continue;
    const payloads = new Payloads(path);
    const server = await plumbline(way, path, payloads.json(1), {
      workers: OPTIONS.workers, batching: false, config: { workers: { count: OPTIONS.workers, start, memoryMiB: 2048 }, contract: { inputs: [{ name: 'key', type: 'double' }] } },
    });
    try {
      const idle = memoryMiB(server.pids).proportional;
      const one = await closedLoop(server.url, 'application/json', payloads.json(1), 1, SECONDS);
      const many = await closedLoop(server.url, 'application/json', payloads.json(1), CLIENTS, SECONDS);
      results.push({
        way,
        'start s': server.startSeconds,
        'idle PSS MiB, all processes': idle,
        'PSS MiB after load': memoryMiB(server.pids).proportional,
        'alone: median ms': one.medianMilliseconds,
        'requests/s, 8 clients': many.perSecond,
      });
    } finally {
      server.stop();
    }
  }
  const [base] = results;
  return results.map((result) => ({ ...result, 'latency, x in each worker': Number(result['alone: median ms']) / Number(base['alone: median ms']) }));
}
