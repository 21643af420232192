import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { closedLoop } from '../closed-loop';
import { hasProgram } from '../needs';
import { OPTIONS } from '../options';
import type { Payloads } from '../payloads';
import { processorSeconds, treeOf } from '../process-tree';
import { median, type Result, say } from '../report';
import { plumbline } from '../servers';

const run = promisify(execFile);

const WORKER_CPU = 0;
const GATEWAY_CPU = 1;
const CLIENTS = 4;
const SECONDS = 2;

/** The row comes anew for each call, as it does in a server: what predict() keeps of the last one would otherwise be of use. */
const BARE = `
suppressMessages(for (p in c("randomForest", "ranger")) if (requireNamespace(p, quietly = TRUE)) library(p, character.only = TRUE))
model <- readRDS("model.rds"); columns <- as.list(read.csv("sample.csv")[1, ])
call <- function() {
  row <- columns
  attributes(row) <- list(names = names(columns), class = "data.frame", row.names = c(NA_integer_, -1L))
  predict(model, row)
}
processor <- function() as.numeric(strsplit(readLines("/proc/self/schedstat"), " ")[[1]][1]) / 1e9
for (i in 1:200) call()
times <- 0; used <- processor(); begun <- proc.time()[["elapsed"]]
while (proc.time()[["elapsed"]] - begun < ${SECONDS}) { for (i in 1:20) call(); times <- times + 20 }
cat(times / (proc.time()[["elapsed"]] - begun), (processor() - used) / times * 1e3)`;

interface Pace {
  readonly perSecond: number;
  /** Of the R process, for one call or request. */
  readonly processorMilliseconds: number;
}

/** predict() in a loop, in R as it is or in the environment that a worker has. */
async function bareLoop(model: string, env: NodeJS.ProcessEnv): Promise<Pace> {
  const { stdout } = await run('taskset', ['-c', String(WORKER_CPU), 'Rscript', '--vanilla', '-e', BARE], { cwd: model, env });
  const [perSecond, processorMilliseconds] = stdout.split(' ').map(Number);
  return { perSecond, processorMilliseconds };
}

/** The environment of an R process: a variable that its program sets itself is not among them. */
function environmentOf(pid: number): NodeJS.ProcessEnv {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter((text) => text.includes('='));
  return Object.fromEntries(entries.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
}

/**
 * One worker on one core, gateway and client on another, one row a frame: requests per second beside a bare loop of predict() on the worker's core, in the
 * worker's environment and in R as it is. Processor time tells the same where the machine does other work as well, which falls on the rates.
 */
export async function pinned(name: string, model: string, payloads: Payloads): Promise<Result[]> {
  if (!hasProgram('taskset')) {
    say('pinned: taskset is missing (apt-get install util-linux), left out\n');
    return [];
  }
  const body = payloads.json(1);
  const server = await plumbline('plumbline, unbatched', model, body, { workers: 1, batching: false, cpu: GATEWAY_CPU });
  try {
    const processes = treeOf(server.pids[0]).filter((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'R');
    for (const pid of processes) execFileSync('taskset', ['-a', '-p', '-c', String(WORKER_CPU), String(pid)], { stdio: 'ignore' });
    const used = (): number => processes.reduce((sum, pid) => sum + processorSeconds(pid), 0);
    const { TMPDIR: _, ...environment } = environmentOf(processes[0]);
    const rounds: { bare: Pace; plain: Pace; served: Pace }[] = [];
    await closedLoop(server.url, 'application/json', body, CLIENTS, 1, GATEWAY_CPU);
    for (let round = 0; round < OPTIONS.rounds; round += 1) {
      const bare = await bareLoop(model, environment);
      const before = used();
      const { perSecond } = await closedLoop(server.url, 'application/json', body, CLIENTS, SECONDS, GATEWAY_CPU);
      const served = { perSecond, processorMilliseconds: ((used() - before) / (perSecond * SECONDS)) * 1000 };
      rounds.push({ bare, served, plain: await bareLoop(model, process.env) });
    }
    const shares = rounds.map(({ bare, served }) => served.perSecond / bare.perSecond);
    const middle = (figure: (round: (typeof rounds)[number]) => number): number => median(rounds.map(figure));
    return [{
      'model': name,
      'bare predict()/s': middle(({ bare }) => bare.perSecond),
      'requests/s': middle(({ served }) => served.perSecond),
      'share': median(shares),
      'lowest share': Math.min(...shares),
      'highest share': Math.max(...shares),
      'share of R as it is': middle(({ plain, served }) => served.perSecond / plain.perSecond),
      'CPU ms a call': middle(({ bare }) => bare.processorMilliseconds),
      'CPU ms a request': middle(({ served }) => served.processorMilliseconds),
      'share by CPU': middle(({ bare, served }) => bare.processorMilliseconds / served.processorMilliseconds),
      'CPU ms a call, R as it is': middle(({ plain }) => plain.processorMilliseconds),
    }];
  } finally {
    server.stop();
  }
}
