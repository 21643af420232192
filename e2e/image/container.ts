import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a pod of restricted Pod Security has: no root, nothing to write but /tmp, no capability; and limits that hold where there is no systemd. */
export const POD = [
  '--runtime', 'runc', '--network', 'host', '--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=4096:4096',
  '--read-only', '--read-only-tmpfs=false', '--tmpfs', '/tmp:rw,size=256m,mode=1777', '--cap-drop', 'all', '--security-opt', 'no-new-privileges',
];

export function podman(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('podman', args, { encoding: 'utf8' });
}

/** Runs a command in an image with a pod's restrictions, to its end. */
export function runIn(image: string, command: readonly string[], options: readonly string[] = []) {
  const [entrypoint, ...rest] = command;
  return podman('run', '--rm', ...POD, ...options, '--entrypoint', entrypoint, image, ...rest);
}

/** The same while this process goes on, for instance to serve what the container asks for. */
export async function runBeside(image: string, command: readonly string[], options: readonly string[] = []) {
  const [entrypoint, ...rest] = command;
  const child = spawn('podman', ['run', '--rm', ...POD, ...options, '--entrypoint', entrypoint, image, ...rest], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((done) => child.on('close', done))]);
  return { status, stdout, stderr };
}

/** How many this process has started: names and ports follow from it. */
let started = 0;

/** The runtime in a container: ports of this machine, as the network is the host's. */
export class ScoringContainer {
  /** @param given laid over what every test has in common; `http` field by field */
  static async start(image: string, given: Readonly<Record<string, unknown>>, options: readonly string[] = []): Promise<ScoringContainer> {
    const { http, ...config } = given;
    started += 1;
    const container = new ScoringContainer(`plumbline-test-${process.pid}-${started}`, 18_000 + 2 * started + (process.pid % 500) * 20);
    // The container's user is another one.
    chmodSync(container.folder, 0o755);
    const { port } = container;
    writeFileSync(join(container.folder, 'config.json'), JSON.stringify({
      model: { name: 'tested', version: '1.2.3' },
      workers: { count: 2, memoryMiB: 256, startupTimeoutSeconds: 120 },
      http: { host: '127.0.0.1', port, managementPort: port + 1, timeoutSeconds: 10, drainSeconds: 20, ...http as object | undefined },
      auth: { mode: 'none' },
      ...config,
    }), { mode: 0o644 });
    const { status, stderr } = podman('run', '--detach', '--name', container.name, ...POD, '--memory', '900m', '--pids-limit', '256',
      '--volume', `${container.folder}:/etc/plumbline:ro`, ...options, image);
    if (status !== 0) { throw new Error(`the container did not start: ${stderr}`); }
    return container;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'plumbline-image-test-'));

  private constructor(readonly name: string, readonly port: number) {}

  /** Waits until the pod would take traffic. */
  async ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      if (!this.isRunning) { throw new Error(`the container ended: ${this.log}`); }
      const answer = await fetch(`http://127.0.0.1:${this.port + 1}/readyz`).catch(() => undefined);
      if (answer?.status === 200) { return; }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`the container is not ready: ${this.log}`);
  }

  async score(body: unknown): Promise<{ status: number; body: any }> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/score`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  }

  exec(...command: string[]): string {
    return podman('exec', this.name, ...command).stdout.trim();
  }

  signal(name: string): void {
    podman('kill', '--signal', name, this.name);
  }

  /** Waits for the end: the exit code. */
  async ended(): Promise<number> {
    for (let tries = 0; tries < 300 && this.isRunning; tries += 1) { await new Promise((resolve) => setTimeout(resolve, 200)); }
    return Number(this.inspect('{{.State.ExitCode}}'));
  }

  get isRunning(): boolean {
    return this.inspect('{{.State.Running}}') === 'true';
  }

  get wasKilledForMemory(): boolean {
    return this.inspect('{{.State.OOMKilled}}') === 'true';
  }

  get log(): string {
    const { stdout, stderr } = podman('logs', this.name);
    return stdout + stderr;
  }

  remove(): void {
    podman('rm', '--force', '--time', '0', this.name);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private inspect(format: string): string {
    return podman('container', 'inspect', '--format', format, this.name).stdout.trim();
  }
}
