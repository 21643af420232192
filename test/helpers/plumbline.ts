import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { transpiledSource } from './transpiled-source';

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PlumblineOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** May not write to any file: a limit of size, because unlike permissions it binds the superuser, too. */
  readonly writeNothing?: boolean;
}

/** Runs the command line in a process of its own, in a folder. */
export function plumbline(cwd: string, args: readonly string[], { env = {}, writeNothing = false }: PlumblineOptions = {}): Finished {
  const options = { cwd, encoding: 'utf8' as const, env: { ...process.env, ...env } };
  const command = [process.execPath, mainFile(), ...args];
  const [program, ...rest] = writeNothing ? ['sh', '-c', 'ulimit -f 0; exec "$@"', 'sh', ...command] : command;
  const { status, stdout, stderr } = spawnSync(program, rest, options);
  return { exitCode: status, stdout, stderr };
}

/** Starts the command line and lets it run. */
export function startPlumbline(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [mainFile(), ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs the command line in a process of its own while this one goes on, for instance to serve what it asks for. */
export async function plumblineBeside(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const child = startPlumbline(cwd, args, env);
  const [stdout, stderr] = [child.stdout!, child.stderr!].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  const [exitCode] = await once(child, 'close') as [number | null];
  return { exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

function mainFile(): string {
  return join(transpiledSource(), 'lib', 'cli', 'main.js');
}
