import { join } from 'node:path';
import { closedLoop } from './closed-loop';
import { constantRate } from './constant-rate';
import { Payloads } from './payloads';
import { memoryMiB } from './process-tree';
import { plumbline } from './servers';
import { trainedModels } from './trained-models';

/** `soak.ts [minutes]`: a forest at 70 % of its unbatched peak, memory after every stretch. */
const MINUTES = Number(process.argv[2] ?? '10');
const STRETCH_SECONDS = Math.min(30, MINUTES * 6);
const LOAD = 0.7;
const CLIENTS = 8;
const PEAK_SECONDS = 3;

async function main(): Promise<void> {
  const folder = trainedModels();
  if (folder === undefined) return;
  const model = join(folder, 'forest');
  const body = new Payloads(model).json(1);
  const server = await plumbline('plumbline', model, body, { workers: 2, batching: false });
  try {
    const { perSecond } = await closedLoop(server.url, 'application/json', body, CLIENTS, PEAK_SECONDS);
    process.stdout.write('| minutes | goodput/s | p99 ms | refused or failed | PSS of all processes MiB |\n|---|---|---|---|---|\n');
    const started = performance.now();
    while (performance.now() - started < MINUTES * 60_000) {
      const { goodput, p99, refused, failed } = await constantRate(server.url, body, LOAD * perSecond, STRETCH_SECONDS, { warmUpSeconds: 0 });
      const minutes = (performance.now() - started) / 60_000;
      process.stdout.write(`| ${[minutes.toFixed(1), goodput.toFixed(1), p99.toFixed(1), refused + failed, memoryMiB(server.pids).proportional.toFixed(1)].join(' | ')} |\n`);
    }
  } finally {
    server.stop();
  }
}

void main();
