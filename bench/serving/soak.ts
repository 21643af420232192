import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closedLoop } from './closed-loop';
import { openLoop } from './open-loop';
import { proportionalMiB } from './process-tree';
import { plumbline } from './servers';
import { trainedModels } from './trained-models';

/** `soak.ts [minutes]`: a forest at 70 % of its unbatched peak, memory after every stretch. */
const MINUTES = Number(process.argv.slice(2).find((arg) => arg !== '--') ?? '10');
const STRETCH_SECONDS = Math.min(30, MINUTES * 6);
const LOAD = 0.7;
const CLIENTS = 8;
const PEAK_SECONDS = 3;

async function main(): Promise<void> {
  const folder = trainedModels();
  if (folder === undefined) { return; }
  const model = join(folder, 'forest');
  const [header, line] = readFileSync(join(model, 'sample.csv'), 'utf8').split('\n');
  const names = header.replaceAll('"', '').split(',');
  const body = JSON.stringify(Object.fromEntries(line.split(',').map((value, at) => [names[at], Number(value)])));
  const server = await plumbline('plumbline', model, body, 2, false);
  try {
    const { perSecond } = await closedLoop(server.url, 'application/json', body, CLIENTS, PEAK_SECONDS);
    process.stdout.write('| minutes | goodput/s | p99 ms | refused | PSS of all processes MiB |\n|---|---|---|---|---|\n');
    const started = performance.now();
    while (performance.now() - started < MINUTES * 60_000) {
      const { goodput, p99Milliseconds, refused } = await openLoop(server.url, body, LOAD * perSecond, STRETCH_SECONDS);
      const minutes = (performance.now() - started) / 60_000;
      process.stdout.write(`| ${[minutes.toFixed(1), goodput.toFixed(1), p99Milliseconds.toFixed(1), refused, proportionalMiB(server.pid).toFixed(1)].join(' | ')} |\n`);
    }
  } finally {
    server.stop();
  }
}

void main();
