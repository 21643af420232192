import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedLoop } from './closed-loop';
import { cpuSeconds } from './process-tree';
import { median } from './report';
import { plumbline } from './servers';
import { trainedModels } from './trained-models';

/** `--clients 4 --workers 2 --rounds 3 --seconds 4` */
const given = new Map(process.argv.slice(2).flatMap((text, index, all) => (text.startsWith('--') ? [[text.slice(2), Number(all[index + 1])]] : [])) as [string, number][]);
const CLIENTS = given.get('clients') ?? 4;
const WORKERS = given.get('workers') ?? 2;
const ROUNDS = given.get('rounds') ?? 3;
const SECONDS = given.get('seconds') ?? 4;
const WARM_UP_SECONDS = 1;

const SCRIPT = `
suppressPackageStartupMessages(library(randomForest))
model <- readRDS("model.rds")
#* @post /score
#* @parser json
#* @serializer json list(digits = NA)
function(req) data.frame(prediction = unname(predict(model, req$body)))
`;

const NAMES = ['crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'ptratio', 'black', 'lstat'];
const VALUES = [0.00632, 18, 2.31, 0, 0.538, 6.575, 65.2, 4.09, 1, 296, 15.3, 396.9, 4.98];
const ROW = Object.fromEntries(NAMES.map((name, index) => [name, VALUES[index]]));
const BODY = JSON.stringify([ROW]);

async function plumberProcess(folder: string, port: number): Promise<ChildProcess> {
  const run = `plumber::plumb("service.R")$run(host = "127.0.0.1", port = ${port}, quiet = TRUE)`;
  const child = spawn('Rscript', ['--vanilla', '-e', run], { cwd: folder, stdio: 'ignore' });
  while (child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/score`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY }).catch(() => undefined);
    if (answer?.ok) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('plumber did not start');
}

/** The same file, unchanged, behind plumber's own server and behind the gateway; round by round, so that what else the machine does falls on both. */
async function main(): Promise<void> {
  const trained = trainedModels();
  if (trained === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-script-'));
  copyFileSync(join(trained, 'forest', 'model.rds'), join(folder, 'model.rds'));
  writeFileSync(join(folder, 'service.R'), SCRIPT);
  const port = 20_000 + (process.pid % 20_000);
  const plumber = await plumberProcess(folder, port);
  const ours = await plumbline('plumbline', folder, BODY, { workers: WORKERS, batching: true });
  try {
    const servers = [{ name: 'plumber, one process', url: `http://127.0.0.1:${port}/score`, pids: [plumber.pid!] }, { name: `plumbline, ${WORKERS} workers`, url: ours.url, pids: ours.pids }];
    const processor = servers.map(() => [] as number[]);
    const results = servers.map(() => [] as Awaited<ReturnType<typeof closedLoop>>[]);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, { url, pids }] of servers.entries()) {
        if (round === 0) await closedLoop(url, 'application/json', BODY, CLIENTS, WARM_UP_SECONDS);
        const before = cpuSeconds(pids);
        const result = await closedLoop(url, 'application/json', BODY, CLIENTS, SECONDS);
        results[index].push(result);
        processor[index].push(((cpuSeconds(pids) - before) / (result.perSecond * SECONDS)) * 1000);
      }
    }
    const rates = results.map((rounds) => median(rounds.map(({ perSecond }) => perSecond)));
    process.stdout.write(`An annotated script with a forest of 100 trees, 1 row, ${CLIENTS} clients, closed loop, median of ${ROUNDS} rounds of ${SECONDS} s\n\n`);
    process.stdout.write('| server | requests/s | x plumber | median ms | p99 ms | CPU ms a request | failures |\n|---|---|---|---|---|---|---|\n');
    servers.forEach(({ name }, index) => {
      const rounds = results[index];
      const middle = median(rounds.map((each) => each.medianMilliseconds));
      const slow = median(rounds.map((each) => each.p99Milliseconds));
      const figures = [rates[index] / rates[0], middle, slow, median(processor[index])];
      const cells = [rates[index].toFixed(1), ...figures.map((figure) => figure.toFixed(2))];
      process.stdout.write(`| ${name} | ${cells.join(' | ')} | ${rounds.reduce((sum, { failures }) => sum + failures, 0)} |\n`);
    });
  } finally {
    plumber.kill('SIGKILL');
    ours.stop();
  }
}

void main();
