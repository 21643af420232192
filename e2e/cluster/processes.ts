import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity';

const STOP_SECONDS = 10;
const POLL_MILLISECONDS = 100;

export interface Launch {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly log: string;
}

/** Starts a program that outlives this one. Its output goes to its log. */
export async function launch({ program, arguments: args, environment, directory, log }: Launch): Promise<ProcessIdentity> {
  const output = openSync(log, 'a', 0o600);
  try {
    const child = spawn(program, args, { cwd: directory, detached: true, env: { ...ownEnvironment(), ...environment }, stdio: ['ignore', output, output] });
    await new Promise((resolve, reject) => { child.once('spawn', resolve).once('error', reject); });
    child.unref();
    const identity = identify(child.pid!);
    if (identity === undefined) { throw new Error(`${program} ended at once\n${tail(log)}`); }
    return identity;
  } finally {
    closeSync(output);
  }
}

/** Ends exactly the given processes, the last first; a number that belongs to another process by now is left alone. */
export async function stop(processes: readonly ProcessIdentity[], signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGKILL']): Promise<void> {
  for (const each of [...processes].reverse()) { await stopOne(each, signals); }
}

async function stopOne(identity: ProcessIdentity, signals: readonly NodeJS.Signals[]): Promise<void> {
  for (const signal of signals) {
    if (!isAlive(identity)) { return; }
    try {
      process.kill(identity.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') { throw error; }
    }
    const deadline = Date.now() + STOP_SECONDS * 1000;
    while (isAlive(identity) && Date.now() < deadline) { await sleep(POLL_MILLISECONDS); }
  }
  if (isAlive(identity)) { throw new Error(`process ${identity.pid} does not end, not even by SIGKILL`); }
}

/** The end of a log, for a message. */
export function tail(log: string, lines = 20): string {
  if (!existsSync(log)) { return ''; }
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Nothing of the person's own settings reaches a component, a kubeconfig or a proxy least of all. */
function ownEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '', ...process.env.TMPDIR && { TMPDIR: process.env.TMPDIR } };
}
