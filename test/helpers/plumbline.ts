import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { transpiledSource } from './transpiled-source';

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PlumblineOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Run as this user; only the superuser may ask for it. */
  readonly uid?: number;
}

/** Runs the command line in a process of its own, in a folder. */
export function plumbline(cwd: string, args: readonly string[], { env = {}, uid }: PlumblineOptions = {}): Finished {
  const options = { cwd, uid, encoding: 'utf8' as const, env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [mainFile(), ...args], options);
  return { exitCode: status, stdout, stderr };
}

/** Starts the command line and lets it run. */
export function startPlumbline(cwd: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [mainFile(), ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

function mainFile(): string {
  return join(transpiledSource(), 'lib', 'cli', 'main.js');
}
