import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { closedLoop } from '../closed-loop';
import { hasProgram } from '../needs';
import { OPTIONS } from '../options';
import type { Payloads } from '../payloads';
import { treeOf } from '../process-tree';
import { median, type Result, say } from '../report';
import { plumbline } from '../servers';

const run = promisify(execFile);

const WORKER_CPU = 0;
const GATEWAY_CPU = 1;
const CLIENTS = 4;
const SECONDS = 2;

const bare = (seconds: number): string => `suppressMessages({for (p in c("randomForest", "ranger")) if (requireNamespace(p, quietly = TRUE)) library(p, character.only = TRUE)})
model <- readRDS("model.rds"); row <- read.csv("sample.csv")[1, ]
for (i in 1:100) predict(model, row)
times <- 0; begun <- proc.time()[["elapsed"]]; while (proc.time()[["elapsed"]] - begun < ${seconds}) { for (i in 1:20) predict(model, row); times <- times + 20 }
cat(times / (proc.time()[["elapsed"]] - begun))`;

/** One worker on one core, gateway and client on another, one row a frame: requests per second beside a bare loop of predict() on the worker's core. */
export async function pinned(name: string, model: string, payloads: Payloads): Promise<Result[]> {
  if (!hasProgram('taskset')) {
    say('pinned: taskset is missing (apt-get install util-linux), left out\n');
    return [];
  }
  const body = payloads.json(1);
  const server = await plumbline('plumbline, unbatched', model, body, { workers: 1, batching: false, cpu: GATEWAY_CPU });
  try {
    for (const pid of treeOf(server.pids[0])) {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'R') execFileSync('taskset', ['-a', '-p', '-c', String(WORKER_CPU), String(pid)], { stdio: 'ignore' });
    }
    const loops: number[] = [];
    const served: number[] = [];
    const shares: number[] = [];
    await closedLoop(server.url, 'application/json', body, CLIENTS, 1, GATEWAY_CPU);
    for (let round = 0; round < OPTIONS.rounds; round += 1) {
      loops.push(Number((await run('taskset', ['-c', String(WORKER_CPU), 'Rscript', '--vanilla', '-e', bare(SECONDS)], { cwd: model })).stdout));
      served.push((await closedLoop(server.url, 'application/json', body, CLIENTS, SECONDS, GATEWAY_CPU)).perSecond);
      shares.push(served[round] / loops[round]);
    }
    return [{ 'model': name, 'bare predict()/s': median(loops), 'requests/s': median(served), 'share': median(shares), 'lowest share': Math.min(...shares), 'highest share': Math.max(...shares) }];
  } finally {
    server.stop();
  }
}
