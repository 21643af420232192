import { spawn, spawnSync } from 'node:child_process';
import { ImageError } from './image-error';

/** Lines of a failed program that are shown. */
const LAST_LINES = 30;

export interface Run {
  readonly status: number;
  /** The end of what the program wrote to both streams. */
  readonly lastLines: readonly string[];
}

/** Runs a program and hands on each line that it writes. */
export async function runProgram(program: string, args: readonly string[], onLine: (line: string) => void): Promise<Run> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
  const lastLines: string[] = [];
  const take = (line: string) => {
    if (line.trim() === '') { return; }
    if (lastLines.push(line) > LAST_LINES) { lastLines.shift(); }
    onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split(/\r?\n|\r/);
      rest = lines.pop()!;
      lines.forEach(take);
    }).on('end', () => { take(rest); });
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new ImageError(`${program} was not found; install it, or choose another way to build`) : error);
    });
    child.on('close', (status) => { resolve({ status: status ?? 1, lastLines }); });
  });
}

/** What a program prints, or undefined where it fails. */
export function outputOf(program: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', env: process.env });
  return status === 0 ? stdout.trim() : undefined;
}
