import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { rEnvironment } from './r-environment';
import type { GatewayConfig } from '../config/config';
import type { Log } from '../telemetry/log';

/** Longest line of R's output that is passed on to the log. */
const MAX_LINE = 4096;

/** The folder of the R side: beside the gateway's package, or where PLUMBLINE_R_FOLDER says. */
export function rFolder(): string {
  return process.env.PLUMBLINE_R_FOLDER ?? join(__dirname, '..', '..', '..', 'r');
}

/** Where an R process talks to the gateway, and where it puts what is of no use after it. */
export interface RPlaces {
  readonly inputPath: string;
  readonly outputPath: string;
  readonly temporaryFolder: string;
}

/** Starts Rscript with the worker's program. What it prints goes to the log; the frames have pipes of their own. */
export function startR(mode: 'parent' | 'apart', { inputPath, outputPath, temporaryFolder }: RPlaces, workers: GatewayConfig['workers'], log: Log): ChildProcess {
  const child = spawn(process.env.PLUMBLINE_RSCRIPT ?? 'Rscript', ['--vanilla', join(rFolder(), 'main.R'), mode, inputPath, outputPath], {
    env: rEnvironment(workers, temporaryFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in a terminal stops the gateway, which lets its workers finish.
    detached: true,
  });
  passOn(child.stdout, (line) => log.info('r', { stream: 'stdout', line }));
  passOn(child.stderr, (line) => log.warn('r', { stream: 'stderr', line }));
  return child;
}

function passOn(stream: Readable, write: (line: string) => void): void {
  stream.on('error', () => undefined);
  createInterface({ input: stream }).on('line', (line) => {
    if (line.trim() !== '') write(line.slice(0, MAX_LINE));
  });
}

/** Why R could not be started, and what to do about it, in one line. */
export function explainStart(error: Error): string {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return `R cannot be started: ${error.message}`;
  return 'Rscript is not in PATH: install R (Debian, Ubuntu: apt-get install r-base-core; elsewhere: https://cran.r-project.org)';
}
