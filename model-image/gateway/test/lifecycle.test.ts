import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';
import { completeConfig } from '../src/config/read-config';

const MAIN = join(__dirname, '..', 'lib', 'main.js');

interface Run {
  readonly child: ChildProcess;
  readonly lines: Record<string, any>[];
  readonly ended: Promise<number | null>;
}

function run(config: object): Run {
  const folder = folderWith({ 'config.json': JSON.stringify(config) });
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, PLUMBLINE_CONFIG: join(folder, 'config.json') } });
  const lines: Record<string, any>[] = [];
  let rest = '';
  const take = (chunk: Buffer): void => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop()!;
    for (const part of parts) lines.push(part.startsWith('{') ? JSON.parse(part) : { event: part });
  };
  child.stdout!.on('data', take);
  child.stderr!.on('data', take);
  return { child, lines, ended: new Promise((resolve) => child.on('close', resolve)) };
}

async function event(started: Run, name: string): Promise<Record<string, any>> {
  for (let tries = 0; tries < 1500; tries += 1) {
    const found = started.lines.find((line) => line.event === name);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no ${name} in ${JSON.stringify(started.lines)}`);
}

const http = { host: '127.0.0.1', port: 0, managementPort: 0 };

describeWithR('the gateway process', () => {
  it('finishes what it accepted when it is told to stop, and exits with 0', async () => {
    const started = run({
      model: { path: folderWith({ 'score.R': 'score <- function(model, data) { Sys.sleep(1); data$x }', 'sample.csv': 'x\n1\n' }) }, http, auth: { mode: 'none' }, workers: { memoryMiB: 512 },
    });
    const { port } = await event(started, 'serving');
    const pids = (await event(started, 'workers are ready')).count;
    const answer = fetch(`http://127.0.0.1:${port}/score`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"x":3}' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    started.child.kill('SIGTERM');
    expect([pids, await (await answer).json(), await started.ended]).toEqual([1, { prediction: 3 }, 0]);
  });

  it('ends with R\'s own words when the model cannot be loaded', async () => {
    const started = run({ model: { path: folderWith({ 'model.rds': 'no rds' }) }, http, auth: { mode: 'none' } });
    expect(await started.ended).toBe(1);
    expect((await event(started, 'the start failed')).reason).toMatch(/unknown input format/);
  });

  it('ends when its workers are not ready in time', async () => {
    const path = folderWith({ 'score.R': 'load <- function(path) Sys.sleep(60)\nscore <- function(model, data) data$x' });
    const started = run({ model: { path }, http, auth: { mode: 'none' }, workers: { startupTimeoutSeconds: 1 } });
    expect(await started.ended).toBe(1);
    expect((await event(started, 'the start failed')).reason).toContain('not ready within 1 s');
  });
});

describe('a configuration', () => {
  it('is built before it is tested as a process', () => {
    expect(existsSync(MAIN)).toBe(true);
  });

  it('has every mistake named at once', () => {
    const wrong = { workers: { count: 0 }, http: { prot: 1, basePath: '/x/' }, auth: { mode: 'ldap' }, contract: { inputs: [{ name: '', type: 'number' }] } };
    expect(() => completeConfig(wrong)).toThrow([
      'contract.inputs[0].name must be a string that is not empty, found ""',
      'contract.inputs[0].type must be one of double, integer, integer64, logical, string, factor, date, datetime, found "number"',
      'workers.count must be a number of at least 1, found 0',
      'http.prot is unknown; did you mean "port"',
      'auth.mode must be one of password, basic, entra, none, found "ldap"',
    ].join('\n'));
  });

  it('needs an issuer, an audience and keys for Entra ID', () => {
    expect(() => completeConfig({ auth: { mode: 'entra' } })).toThrow(/issuer.*\n.*audience.*\n.*jwksUri/);
  });
});
