import { closedLoop, type ClosedLoop } from '../closed-loop';
import { hasTime, OPTIONS } from '../options';
import type { Payloads } from '../payloads';
import { cpuSeconds, memoryMiB } from '../process-tree';
import { median, type Result } from '../report';
import { allServers, type ScoringServer } from '../servers';

const WARM_UP_SECONDS = 1;

interface Load {
  readonly rows: number;
  readonly clients: number;
}

/** Everything for the first model; for the others what tells most: one row with few and many clients, and the largest request with few. */
function loadsOf(first: boolean): readonly Load[] {
  const { rows, clients } = OPTIONS;
  const all = rows.flatMap((count) => clients.map((number): Load => ({ rows: count, clients: number })));
  const ends = [clients[0], clients.at(-1)];
  if (first) return all;
  return all.filter((load) => (load.rows === rows[0] ? ends.includes(load.clients) : load.rows === rows.at(-1) && load.clients === clients[0]));
}

/** Clients that send the next request when the last is answered, against every server that can be had. */
export async function closed(name: string, model: string, payloads: Payloads, first: boolean): Promise<{ rates: Result[]; costs: Result[] }> {
  const servers = await allServers(model, payloads.json(1), OPTIONS.workers);
  const idle = servers.map((server) => memoryMiB(server.pids));
  const rates: Result[] = [];
  const processor = new Map<string, number>();
  try {
    for (const load of loadsOf(first)) if (hasTime()) rates.push(...await compare(name, servers, payloads, load, processor));
    const costs = servers.map((server, index): Result => ({
      'model': name,
      'server': server.name,
      'start s': server.startSeconds,
      'idle RSS MiB, all processes': idle[index].resident,
      'idle PSS MiB': idle[index].proportional,
      'PSS MiB after load': memoryMiB(server.pids).proportional,
      'CPU s per 1,000 predictions': processor.get(server.name) ?? NaN,
    }));
    return { rates, costs };
  } finally {
    servers.forEach((server) => server.stop());
  }
}

async function compare(
  model: string, servers: readonly ScoringServer[], payloads: Payloads, { rows, clients }: Load, processor: Map<string, number>,
): Promise<Result[]> {
  const found = servers.map((): ClosedLoop[] => []);
  // Round by round, so that whatever else the machine does falls on all alike.
  for (let round = 0; round < OPTIONS.rounds; round += 1) {
    for (const [index, server] of servers.entries()) {
      const request = payloads.request(server, rows);
      if (round === 0 && clients === OPTIONS.clients[0]) await closedLoop(...request, clients, WARM_UP_SECONDS);
      const before = cpuSeconds(server.pids);
      const result = await closedLoop(...request, clients, OPTIONS.seconds);
      found[index].push(result);
      // Of single rows from many clients, which is loaded last.
      if (rows === 1) processor.set(server.name, ((cpuSeconds(server.pids) - before) / (result.perSecond * OPTIONS.seconds)) * 1000);
    }
  }
  const base = median(found[0].map(({ perSecond }) => perSecond));
  return servers.map((server, index): Result => {
    const results = found[index];
    const perSecond = median(results.map((result) => result.perSecond));
    return {
      model,
      rows,
      clients,
      'server': server.name,
      'requests/s': perSecond,
      'x plumber': perSecond / base,
      'median ms': median(results.map(({ medianMilliseconds }) => medianMilliseconds)),
      'p99 ms': median(results.map(({ p99Milliseconds }) => p99Milliseconds)),
      'failures': results.reduce((sum, { failures }) => sum + failures, 0),
    };
  });
}
