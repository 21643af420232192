import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closedLoop } from './closed-loop';
import { openLoop } from './open-loop';
import { cpuSeconds, cpuSecondsOf, proportionalMiB, treeOf } from './process-tree';
import { hasProgram, plumber, plumbersBehindHaproxy, plumbline, type ScoringServer } from './servers';
import { trainedModels } from './trained-models';

/** `--models forest,lm,ranger --clients 4,32,128 --rounds 3 --seconds 3 --workers 2` */
const given = new Map(process.argv.slice(2).flatMap((text, index, all) => (text.startsWith('--') ? [[text.slice(2), all[index + 1] ?? '']] : [])) as [string, string][]);
const option = (name: string, standard: string): string => given.get(name) ?? standard;
const MODELS = option('models', 'forest').split(',');
const CLIENTS = option('clients', '4,32,128').split(',').map(Number);
const ROUNDS = Number(option('rounds', '3'));
const SECONDS = Number(option('seconds', '3'));
const WORKERS = Number(option('workers', '2'));
const BULK_ROWS = 1000;
const WARM_UP_SECONDS = 1;

const median = (values: number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const print = (text: string): boolean => process.stdout.write(`${text}\n`);
const fixed = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function table(head: string[], rows: string[][]): void {
  print(`| ${head.join(' | ')} |`);
  print(`|${head.map(() => '---').join('|')}|`);
  for (const row of rows) print(`| ${row.join(' | ')} |`);
  print('');
}

interface Load {
  readonly title: string;
  readonly clients: number;
  readonly bulk: boolean;
}

async function compare(name: string, model: string): Promise<void> {
  const [header, ...lines] = readFileSync(join(model, 'sample.csv'), 'utf8').trim().split('\n');
  const names = header.replaceAll('"', '').split(',');
  const record = Object.fromEntries(lines[0].split(',').map((value, at) => [names[at], Number(value)]));
  const body = JSON.stringify([record]);
  const csv = [header, ...Array.from({ length: BULK_ROWS }, (_, index) => lines[index % lines.length])].join('\n');

  const servers: ScoringServer[] = [
    await plumber('plumber', model, body),
    ...(hasProgram('haproxy') ? [await plumbersBehindHaproxy(`plumber x ${WORKERS}, HAProxy`, model, body, WORKERS)] : []),
    await plumbline('plumbline, unbatched', model, body, WORKERS, false),
    await plumbline('plumbline', model, body, WORKERS, true),
  ];
  try {
    const loads: Load[] = [...CLIENTS.map((clients) => ({ title: `1 row, ${clients} clients`, clients, bulk: false })), { title: `${BULK_ROWS} rows as CSV, 4 clients`, clients: 4, bulk: true }];
    const rows: string[][] = [];
    const processor = new Map<string, number>();
    for (const load of loads) {
      const results = servers.map(() => [] as Awaited<ReturnType<typeof closedLoop>>[]);
      // Round by round, so that whatever else the machine does falls on all alike.
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [index, server] of servers.entries()) {
          const [url, type, payload] = load.bulk ? [server.csvUrl, server.csvType, csv] : [server.url, 'application/json', body];
          if (round === 0) await closedLoop(url, type, payload, load.clients, WARM_UP_SECONDS);
          const before = cpuSeconds(server.pid);
          const result = await closedLoop(url, type, payload, load.clients, SECONDS);
          results[index].push(result);
          if (!load.bulk) processor.set(server.name, ((cpuSeconds(server.pid) - before) / (result.perSecond * SECONDS)) * 1000);
        }
      }
      const base = median(results[0].map(({ perSecond }) => perSecond));
      servers.forEach((server, index) => {
        const rate = median(results[index].map(({ perSecond }) => perSecond));
        rows.push([
          load.title, server.name, fixed(rate), fixed(rate / base), fixed(median(results[index].map((result) => result.medianMilliseconds))),
          fixed(median(results[index].map((result) => result.p99Milliseconds))),
          String(results[index].reduce((sum, { failures }) => sum + failures, 0)),
        ]);
      });
    }
    print(`${name}: closed loop, median of ${ROUNDS} rounds of ${SECONDS} s, ${WORKERS} workers\n`);
    table(['load', 'server', 'requests/s', 'x plumber', 'median ms', 'p99 ms', 'failures'], rows);
    print(`${name}: what it costs\n`);
    table(['server', 'start s', 'PSS of all processes MiB', `CPU s per 1,000 requests at ${CLIENTS.at(-1)} clients`], servers.map((server) => [
      server.name, fixed(server.startSeconds), fixed(proportionalMiB(server.pid)), server.name.includes('HAProxy') ? '(plumbers apart)' : fixed(processor.get(server.name)!),
    ]));
    await share(name, model, servers.at(-2)!, body);
    await overload(name, servers.at(-2)!, body, Number(rows.find(([load, server]) => load.endsWith(` ${CLIENTS[0]} clients`) && server === servers.at(-2)!.name)![2]));
  } finally {
    servers.forEach((server) => server.stop());
  }
}

const BARE = `suppressMessages({for (p in c("randomForest", "ranger")) if (requireNamespace(p, quietly = TRUE)) library(p, character.only = TRUE)})
model <- readRDS("model.rds"); row <- read.csv("sample.csv")[1, ]
for (i in 1:100) predict(model, row)
times <- 1000; before <- proc.time(); for (i in seq_len(times)) predict(model, row); spent <- proc.time() - before
cat((spent[[1]] + spent[[2]]) / times)`;

/** How much of a worker's processor time is the model's own: by processor time, so that what else the machine does matters less. */
async function share(name: string, model: string, server: ScoringServer, body: string): Promise<void> {
  const workers = treeOf(server.pid).filter((pid) => pid !== server.pid);
  const shares: number[] = [];
  let line: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = Number(execFileSync('Rscript', ['--vanilla', '-e', BARE], { cwd: model, encoding: 'utf8' }));
    const before = workers.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
    const { perSecond } = await closedLoop(server.url, 'application/json', body, CLIENTS[0], SECONDS);
    const used = (workers.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0) - before) / (perSecond * SECONDS);
    shares.push(bare / used);
    line = [fixed(bare * 1000), fixed(used * 1000), `${(median(shares) * 100).toFixed(0)} %`];
  }
  print(`${name}: processor time of R for one row, unbatched (last round; share: median)\n`);
  table(['bare predict() ms', 'worker ms', 'share'], [line]);
}

/** The unbatched server, because its peak is low enough for this generator to exceed it tenfold. */
async function overload(name: string, server: ScoringServer, body: string, peak: number): Promise<void> {
  const rows: string[][] = [];
  for (const factor of [0.7, 1, 3, 10]) {
    const result = await openLoop(server.url, body, peak * factor, SECONDS);
    rows.push([`${factor} x`, fixed(result.offered), fixed(result.goodput), fixed(result.goodput / peak), fixed(result.medianMilliseconds), fixed(result.p99Milliseconds), String(result.refused)]);
  }
  print(`${name}: ${server.name} at a constant rate, latency from the time each request was due\n`);
  table(['of the closed-loop peak', 'offered/s', 'goodput/s', 'of peak', 'median ms', 'p99 ms', 'refused'], rows);
}

async function main(): Promise<void> {
  const folder = trainedModels();
  if (folder === undefined) { return; }
  for (const name of MODELS) await compare(name, join(folder, name));
}

void main();
