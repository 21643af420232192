import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const LIB = join(__dirname, '..', '..', 'lib');

export interface Measurement {
  /** Of the whole process, start-up and end included. */
  readonly wallMilliseconds: number;
  /** Of all its threads: what is left of a measurement when other processes take their share. */
  readonly processorMilliseconds: number;
  readonly peakMemoryMiB: number;
  /** What the process wrote to standard output. */
  readonly output: string;
}

/** Runs a program that may use `lib` (the folder of the compiled package) and `args`, in a process of its own. @throws Error when it fails */
export function measureProgram(program: string, args: readonly string[], cwd: string): Measurement {
  const wrapped = `
    process.on('exit', () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      require('node:fs').writeSync(3, JSON.stringify([maxRSS / 1024, (userCPUTime + systemCPUTime) / 1000]));
    });
    const [lib, ...args] = process.argv.slice(1);
    ${program}`;
  const start = performance.now();
  const child = spawnSync(process.execPath, ['-e', wrapped, LIB, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
  const wallMilliseconds = performance.now() - start;
  if (child.status !== 0) { throw new Error(`a measured process failed:\n${child.stderr}`); }
  const [peakMemoryMiB, processorMilliseconds] = JSON.parse(child.output[3]!) as [number, number];
  return { wallMilliseconds, processorMilliseconds, peakMemoryMiB, output: child.stdout };
}

/** Runs the command line in a process of its own. */
export function measurePlumbline(args: readonly string[], cwd: string): Measurement {
  return measureProgram("process.argv.splice(1, 1, 'plumbline'); require(lib + '/cli/main');", args, cwd);
}

/** The measurement with the median processor time. */
export function medianOf(times: number, measure: () => Measurement): Measurement {
  const sorted = Array.from({ length: times }, measure).sort((left, right) => left.processorMilliseconds - right.processorMilliseconds);
  return sorted[Math.floor(times / 2)];
}
