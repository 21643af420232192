import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from '../cluster/process-identity';
import { RunDirectory } from '../cluster/run-directory';
import { readState, writeState, type ClusterState } from '../cluster/state';

const START_SECONDS = 60;
const main = join(__dirname, '..', 'cluster', 'main.ts');

/** Its own cluster, beside the one that the other suites run on. */
describe('a cluster', () => {
  const directory = new RunDirectory(mkdtempSync(join(tmpdir(), 'plumbline-cluster-')));

  afterAll(async () => {
    await command('down');
    rmSync(directory.path, { recursive: true });
  });

  test('comes up beside another and has nodes', async () => {
    expect(await command('up')).toMatchObject({ code: 0 });
    expect((await command('kubectl', 'get', 'nodes', '-o', 'name')).output).toContain('node/aks-gpu-000000');
  });

  test('stays as it is when it is brought up again', async () => {
    const before = state();
    expect(await command('up')).toMatchObject({ code: 0 });
    expect(state()).toEqual(before);
  });

  test('is not up when a component has died', async () => {
    process.kill(pidOf('kube-apiserver'), 'SIGKILL');
    expect(await command('status')).toMatchObject({ code: 1 });
  });

  test('is brought up anew from what a dead component left', async () => {
    const before = state();
    expect(await command('up')).toMatchObject({ code: 0 });
    expect(before.processes.filter(isAlive)).toEqual([]);
    expect((await command('kubectl', 'get', '--raw', '/readyz')).output).toBe('ok');
  });

  test('goes without leaving a process or a file', async () => {
    const before = state();
    expect(await command('down')).toMatchObject({ code: 0 });
    expect(before.processes.filter(isAlive)).toEqual([]);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('leaves nothing running when coming up is interrupted', async () => {
    const [up, before] = await halfUp();
    up.kill('SIGTERM');
    expect(await ended(up)).toBe(1);
    expect(before.processes.filter(isAlive)).toEqual([]);
    expect(readState(directory)).toBeUndefined();
  });

  test('comes up after coming up was killed', async () => {
    const [up, before] = await halfUp();
    up.kill('SIGKILL');
    await ended(up);
    expect(before.processes.filter(isAlive)).not.toEqual([]);
    expect(await command('up')).toMatchObject({ code: 0 });
    expect(before.processes.filter(isAlive)).toEqual([]);
  });

  test('leaves a process alone that got the number of one of its own', async () => {
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    const { pid, started } = identify(stranger.pid!)!;
    const before = state();
    writeState(directory, { ...before, processes: [...before.processes, { name: 'stranger', pid, started: `not ${started}` }] });
    await command('down');
    expect(isAlive({ pid, started })).toBe(true);
    stranger.kill();
  });

  test('says which port is taken', async () => {
    const base = 24_000;
    const server = createServer();
    await new Promise<void>((resolve) => { server.listen(base + 2, '127.0.0.1', resolve); });
    const { code, output } = await command('up', { PLUMBLINE_CLUSTER_PORTS: `${base}` });
    server.close();
    expect([code, output.trim().split('\n').at(-1)]).toEqual([1, expect.stringContaining(`port ${base + 2} (apiServer) is taken on 127.0.0.1`)]);
  });

  /** Starts to bring it up and waits until two components run. */
  async function halfUp(): Promise<[ChildProcess, ClusterState]> {
    const up = start('up');
    const deadline = Date.now() + START_SECONDS * 1000;
    while ((readState(directory)?.processes.length ?? 0) < 2) {
      if (Date.now() > deadline) { throw new Error(`no two components were started within ${START_SECONDS} s`); }
      await sleep(50);
    }
    return [up, state()];
  }

  function state(): ClusterState {
    if (!existsSync(directory.state)) { throw new Error(`${directory.state} is not there`); }
    return readState(directory)!;
  }

  function pidOf(name: string): number {
    return state().processes.find((each) => each.name === name)!.pid;
  }

  function start(...args: readonly (string | Record<string, string>)[]): ChildProcess {
    const words = args.filter((arg) => typeof arg === 'string');
    const environment = Object.assign({}, ...args.filter((arg) => typeof arg !== 'string')) as Record<string, string>;
    return spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', main, ...words], {
      env: { ...process.env, PLUMBLINE_CLUSTER_DIRECTORY: directory.path, TS_NODE_PROJECT: join(__dirname, '..', 'tsconfig.json'), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function command(...args: readonly (string | Record<string, string>)[]): Promise<{ code: number | null; output: string }> {
    const child = start(...args);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) { stream!.on('data', (chunk: Buffer) => { output += chunk.toString(); }); }
    return { code: await ended(child), output };
  }

  function ended(child: ChildProcess): Promise<number | null> {
    return new Promise((resolve) => { child.on('close', resolve); });
  }
});
