import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../cluster/process-identity';
import { RunDirectory } from '../cluster/run-directory';
import { readState } from '../cluster/state';

const START_SECONDS = 120;
const main = join(__dirname, '..', 'cluster', 'main.ts');

/** A cluster with containers of its own, beside the one that the other suites run on. */
describe('a cluster with containers', () => {
  const directory = new RunDirectory(mkdtempSync(join(tmpdir(), 'plumbline-cluster-')));
  const untouched = machine();

  afterAll(async () => {
    await command('down');
    rmSync(directory.path, { recursive: true });
  }, 60_000);

  test('comes up and runs a pod', async () => {
    await succeeds('up', '--tier', '2');
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pause' }, spec: { containers: [{ name: 'pause', image: 'localhost/pause:1', imagePullPolicy: 'Never' }] } };
    await succeeds('kubectl', 'create', '-f', '-', JSON.stringify(pod));
    await succeeds('kubectl', '--', 'wait', 'pod/pause', '--for=condition=Ready', '--timeout=90s');
  }, 300_000);

  test('goes without leaving a link, a rule, a mount, a control group, a process or a setting', async () => {
    const { processes } = readState(directory)!;
    await succeeds('down');
    expect(machine()).toEqual(untouched);
    expect(processes.filter(isAlive)).toEqual([]);
    expect(readdirSync(directory.path)).toEqual([]);
  }, 120_000);

  test('leaves nothing when coming up is interrupted', async () => {
    const up = await halfUp();
    up.kill('SIGTERM');
    expect(await ended(up)).toBe(1);
    expect(machine()).toEqual(untouched);
  }, 240_000);

  test('comes up after coming up was killed, and goes without a trace of either', async () => {
    const up = await halfUp();
    const { processes } = readState(directory)!;
    up.kill('SIGKILL');
    await ended(up);
    expect(machine()).not.toEqual(untouched);
    await succeeds('up', '--tier', '2');
    expect(processes.filter(isAlive)).toEqual([]);
    await command('down');
    expect(machine()).toEqual(untouched);
  }, 400_000);

  /** Starts to bring it up and waits until kubelet runs. */
  async function halfUp(): Promise<ChildProcess> {
    const up = start('up', '--tier', '2');
    up.stdout!.resume();
    const deadline = Date.now() + START_SECONDS * 1000;
    while (!readState(directory)?.processes.some(({ name }) => name === 'kubelet')) {
      if (Date.now() > deadline) { throw new Error(`kubelet was not started within ${START_SECONDS} s`); }
      await sleep(50);
    }
    return up;
  }

  function start(...words: readonly string[]): ChildProcess {
    return spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', main, ...words], {
      env: { ...process.env, PLUMBLINE_CLUSTER_DIRECTORY: directory.path, TS_NODE_PROJECT: join(__dirname, '..', 'tsconfig.json') },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  /** Runs a command; a last word in braces is what it reads from its standard input. */
  async function command(...words: readonly string[]): Promise<{ code: number | null; output: string }> {
    const input = words.at(-1)!.startsWith('{') ? words.at(-1)! : '';
    const child = start(...words.filter((word) => word !== input));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) { stream!.on('data', (chunk: Buffer) => { output += chunk.toString(); }); }
    child.stdin!.end(input);
    return { code: await ended(child), output };
  }

  /** Runs a command that has to succeed. */
  async function succeeds(...words: readonly string[]): Promise<void> {
    const { code, output } = await command(...words);
    if (code !== 0) { throw new Error(`${words.join(' ')} ended with ${code}:\n${output}`); }
  }

  function ended(child: ChildProcess): Promise<number | null> {
    return new Promise((resolve) => { child.on('close', resolve); });
  }
});

/** What a cluster could leave on a machine. Links of others come and go; those of this project bear its name, bridges and pods' ends are of known names. */
function machine(): Record<string, unknown> {
  const lines = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line)).sort();
  return {
    links: lines(execFileSync('ip', ['-brief', 'link'], { encoding: 'utf8' }), /^(plumbline|cni|veth|br)/).map((line) => line.split(' ')[0]),
    rules: lines(execFileSync('iptables-save', { encoding: 'utf8' }), /KUBE|CNI/),
    mounts: readFileSync('/proc/self/mountinfo', 'utf8').split('\n').map((line) => line.split(' ')[4]).filter((path) => /plumbline|kubelet|containerd|netns/.test(path)),
    groups: cgroups(),
    processes: execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').filter((line) => /^(catatonit|containerd|\S*\/containerd-shim|\S*\/kubelet|\S*\/kube-proxy|\S*\/traefik|\S*\/coredns) /.test(`${line} `)).length,
    settings: ['fs/inotify/max_user_instances', 'vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops', 'net/ipv4/ip_forward'].map((name) => readFileSync(`/proc/sys/${name}`, 'utf8').trim()),
  };
}

function cgroups(): string[] {
  return readdirSync('/sys/fs/cgroup').flatMap((hierarchy) => {
    if (hierarchy.startsWith('plumbline')) { return [hierarchy]; }
    try {
      return readdirSync(join('/sys/fs/cgroup', hierarchy)).filter((name) => name.startsWith('plumbline')).map((name) => `${hierarchy}/${name}`);
    } catch {
      return [];
    }
  });
}
