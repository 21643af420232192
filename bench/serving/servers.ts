import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Something that scores over HTTP. */
export interface ScoringServer {
  readonly name: string;
  readonly url: string;
  readonly csvUrl: string;
  readonly csvType: string;
  readonly pid: number;
  /** From the start of the process to the first answer. */
  readonly startSeconds: number;
  stop(): void;
}

const GATEWAY = join(__dirname, '..', '..', 'model-image', 'gateway', 'lib', 'main.js');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function hasPackage(name: string): boolean {
  return execFileSync('Rscript', ['--vanilla', '-e', `cat(requireNamespace("${name}", quietly = TRUE))`], { encoding: 'utf8' }).trim() === 'TRUE';
}

async function answering(url: string, body: string, child: ChildProcess): Promise<number> {
  const started = performance.now();
  while (child.exitCode === null && performance.now() - started < 60_000) {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined);
    if (response?.ok) return (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${url} did not answer`);
}

export async function plumbline(name: string, model: string, body: string, workers: number, batching: boolean): Promise<ScoringServer> {
  const port = await freePort();
  const config = join(mkdtempSync(join(tmpdir(), 'plumbline-bench-')), 'config.json');
  writeFileSync(config, JSON.stringify({
    model: { path: model }, workers: { count: workers }, http: { host: '127.0.0.1', port, managementPort: 0 }, batching: { enabled: batching }, auth: { mode: 'none' }, queue: { maxRows: 100_000 },
  }));
  const child = spawn(process.execPath, [GATEWAY], { env: { ...process.env, PLUMBLINE_CONFIG: config }, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/score`;
  const startSeconds = await answering(url, body, child);
  return { name, url, csvUrl: url, csvType: 'text/csv', pid: child.pid!, startSeconds, stop: () => child.kill('SIGTERM') };
}

export async function plumber(name: string, model: string, body: string): Promise<ScoringServer> {
  const port = await freePort();
  const child = spawn('Rscript', ['--vanilla', join(__dirname, 'plumber.R'), String(port), join(model, 'model.rds')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/score`;
  const startSeconds = await answering(url, body, child);
  return { name, url, csvUrl: `${url}-csv`, csvType: 'text/plain', pid: child.pid!, startSeconds, stop: () => child.kill('SIGKILL') };
}

/** One plumber per worker, one request at a time each, one queue before them: the best that plumber can be made to do. */
export async function plumbersBehindHaproxy(name: string, model: string, body: string, workers: number): Promise<ScoringServer> {
  const plumbers = await Promise.all(Array.from({ length: workers }, () => plumber(name, model, body)));
  const port = await freePort();
  const file = join(mkdtempSync(join(tmpdir(), 'plumbline-bench-')), 'haproxy.cfg');
  writeFileSync(file, [
    'global', '  nbthread 1', 'defaults', '  mode http', '  timeout connect 5s', '  timeout client 60s', '  timeout server 60s', '  timeout queue 60s',
    'listen scoring', `  bind 127.0.0.1:${port}`, '  http-reuse always', '  balance leastconn',
    ...plumbers.map(({ url }, index) => `  server w${index} ${new URL(url).host} maxconn 1`), '',
  ].join('\n'));
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/score`;
  await answering(url, body, child);
  const stop = (): void => {
    plumbers.forEach((each) => each.stop());
    child.kill('SIGKILL');
  };
  return { name, url, csvUrl: `${url}-csv`, csvType: 'text/plain', pid: child.pid!, startSeconds: Math.max(...plumbers.map(({ startSeconds }) => startSeconds)), stop };
}

/** Why the benchmark cannot run here; undefined when it can. */
export function obstacle(): string | undefined {
  if (!existsSync(GATEWAY)) return 'the gateway is not compiled: npx projen compile';
  if (!hasProgram('wrk')) return 'wrk is missing: apt-get install wrk';
  if (!hasProgram('Rscript') || !hasPackage('randomForest') || !hasPackage('MASS') || !hasPackage('plumber')) return 'R, randomForest, MASS or plumber is missing: apt-get install r-base-core r-cran-randomforest r-cran-mass r-cran-plumber';
  return undefined;
}
