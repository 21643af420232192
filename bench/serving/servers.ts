import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPackage, hasProgram } from './needs';

/** Something that scores over HTTP. */
export interface ScoringServer {
  readonly name: string;
  readonly url: string;
  readonly csvUrl: string;
  readonly csvType: string;
  /** Processes that it consists of, without those that descend from them. */
  readonly pids: readonly number[];
  /** From the start of the process to the first answer. */
  readonly startSeconds: number;
  stop(): void;
}

export interface PlumblineSettings {
  readonly workers: number;
  readonly batching: boolean;
  /** Blocks of config.json, over the benchmark's own. */
  readonly config?: Readonly<Record<string, object>>;
  /** CPU that the gateway and all its workers are started on. */
  readonly cpu?: number;
}

export const GATEWAY = join(__dirname, '..', '..', 'model-image', 'gateway', 'lib', 'main.js');
const PEERS = join(__dirname, 'peers.R');
const START_MILLISECONDS = 90_000;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answering(url: string, body: string, child: ChildProcess): Promise<number> {
  const started = performance.now();
  while (child.exitCode === null && performance.now() - started < START_MILLISECONDS) {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined);
    if (response?.ok) return (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`${url} did not answer`);
}

export async function plumbline(name: string, model: string, body: string, settings: PlumblineSettings): Promise<ScoringServer> {
  const { workers, batching, config = {}, cpu } = settings;
  const port = await freePort();
  const path = join(mkdtempSync(join(tmpdir(), 'plumbline-bench-')), 'config.json');
  const standard: Record<string, object> = { model: { path: model }, workers: { count: workers }, http: { host: '127.0.0.1', port, managementPort: 0 }, batching: { enabled: batching }, auth: { mode: 'none' } };
  for (const [block, fields] of Object.entries(config)) standard[block] = { ...standard[block], ...fields };
  writeFileSync(path, JSON.stringify(standard));
  const [program, ...rest] = [...(cpu === undefined ? [] : ['taskset', '-c', String(cpu)]), process.execPath, GATEWAY];
  const child = spawn(program, rest, { env: { ...process.env, PLUMBLINE_CONFIG: path }, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/score`;
  const startSeconds = await answering(url, body, child);
  return { name, url, csvUrl: url, csvType: 'text/csv', pids: [child.pid!], startSeconds, stop: () => child.kill('SIGTERM') };
}

/** One R process that listens on a port by itself. */
export async function alone(name: string, kind: 'plumber-tcp' | 'rserve', model: string, body: string): Promise<ScoringServer> {
  const port = await freePort();
  const child = spawn('Rscript', ['--vanilla', PEERS, kind, String(port), join(model, 'model.rds')], { stdio: 'ignore', detached: true });
  const url = `http://127.0.0.1:${port}/score`;
  const startSeconds = await answering(url, body, child);
  // Its group, because Rserve forks for each connection.
  return { name, url, csvUrl: `${url}-csv`, csvType: 'text/plain', pids: [child.pid!], startSeconds, stop: () => process.kill(-child.pid!, 'SIGKILL') };
}

/** One R process a worker behind HAProxy, which hands each one request at a time over a unix socket, or as many as come over TCP. */
export async function behindHaproxy(name: string, kind: 'plumber-tcp' | 'plumber-unix' | 'httpuv-unix', model: string, body: string, workers: number): Promise<ScoringServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const unix = kind !== 'plumber-tcp';
  const places = await Promise.all(Array.from({ length: workers }, async (_, index) => (unix ? join(folder, `${index}.sock`) : String(await freePort()))));
  const children = places.map((place) => spawn('Rscript', ['--vanilla', PEERS, kind, place, join(model, 'model.rds')], { stdio: 'ignore' }));
  const port = await freePort();
  writeFileSync(join(folder, 'haproxy.cfg'), [
    'global', '  nbthread 1', 'defaults', '  mode http', '  timeout connect 60s', '  timeout client 60s', '  timeout server 60s', '  timeout queue 60s',
    'listen scoring', `  bind 127.0.0.1:${port}`, '  http-reuse always', '  balance leastconn',
    ...places.map((place, index) => `  server w${index} ${unix ? `unix@${place} maxconn 1` : `127.0.0.1:${place}`}`), '',
  ].join('\n'));
  const child = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/score`;
  const stop = (): void => [...children, child].forEach((each) => each.kill('SIGKILL'));
  const startSeconds = await answering(url, body, child).catch((error: unknown) => {
    stop();
    throw error;
  });
  return { name, url, csvUrl: `${url}-csv`, csvType: 'text/plain', pids: [child.pid!, ...children.map(({ pid }) => pid!)], startSeconds, stop };
}

/** The servers to compare, plumber first; those that cannot be had here are left out. */
export async function allServers(model: string, body: string, workers: number): Promise<ScoringServer[]> {
  const servers = [await alone('plumber', 'plumber-tcp', model, body)];
  if (hasProgram('haproxy')) {
    servers.push(await behindHaproxy(`plumber x ${workers}, HAProxy, TCP`, 'plumber-tcp', model, body, workers));
    servers.push(await behindHaproxy(`plumber x ${workers}, HAProxy, unix sockets`, 'plumber-unix', model, body, workers));
    servers.push(await behindHaproxy(`httpuv x ${workers}, HAProxy, unix sockets`, 'httpuv-unix', model, body, workers));
  }
  if (hasPackage('Rserve')) servers.push(await alone('Rserve (fork a connection)', 'rserve', model, body));
  servers.push(await plumbline('plumbline, unbatched', model, body, { workers, batching: false }));
  servers.push(await plumbline('plumbline', model, body, { workers, batching: true }));
  return servers;
}

/** Why the benchmark cannot run here; undefined when it can. */
export function obstacle(): string | undefined {
  if (!existsSync(GATEWAY)) return 'the gateway is not compiled: npx projen compile';
  if (!hasProgram('wrk')) return 'wrk is missing: apt-get install wrk';
  if (!hasProgram('Rscript') || !['randomForest', 'MASS', 'plumber'].every(hasPackage)) {
    return 'R, randomForest, MASS or plumber is missing: apt-get install r-base-core r-cran-randomforest r-cran-mass r-cran-plumber';
  }
  return undefined;
}
