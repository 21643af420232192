import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MILLISECONDS = 60_000;

export const hasDocker = process.getuid?.() === 0 && ['docker', 'dockerd'].every((program) => spawnSync(program, ['--version']).status === 0);

/** A docker daemon of the tests' own, with no bridge and no rule of the firewall; whoever asks for docker in this process gets it. */
export class DockerDaemon {
  static async start(): Promise<DockerDaemon> {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-docker-'));
    const host = `unix://${join(folder, 'socket')}`;
    const child = spawn('dockerd', [
      '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid'), '--host', host,
      '--iptables=false', '--ip6tables=false', '--bridge=none',
    ], { stdio: ['ignore', 'ignore', 'pipe'] });
    const daemon = new DockerDaemon(folder, child, process.env.DOCKER_HOST);
    process.env.DOCKER_HOST = host;
    await daemon.answers();
    return daemon;
  }

  private log = '';

  private constructor(private readonly folder: string, private readonly child: ChildProcess, private readonly before: string | undefined) {
    child.stderr!.on('data', (chunk: Buffer) => { this.log = (this.log + chunk.toString()).slice(-4000); });
  }

  /** Makes an image of podman's known to the daemon. */
  load(image: string): void {
    const { status, stderr } = spawnSync('sh', ['-c', `podman save --quiet --format docker-archive '${image}' | docker load --quiet`], { encoding: 'utf8', env: process.env });
    if (status !== 0) { throw new Error(`docker does not take ${image}: ${stderr}`); }
  }

  async stop(): Promise<void> {
    const over = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await over;
    if (this.before === undefined) { delete process.env.DOCKER_HOST; } else { process.env.DOCKER_HOST = this.before; }
    // Namespaces of the network stay mounted, and with them the folder could not be removed.
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1]).filter((path) => path?.startsWith(this.folder));
    for (const path of mounts.reverse()) { spawnSync('umount', [path]); }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    const until = Date.now() + START_MILLISECONDS;
    while (Date.now() < until && this.child.exitCode === null) {
      if (docker('version', '--format', '{{.Server.Version}}').status === 0) { return; }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`dockerd did not start:\n${this.log}`);
  }
}

export function docker(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  // jest's tests have an environment of their own, which child processes get only by name.
  return spawnSync('docker', args, { encoding: 'utf8', env: process.env });
}
