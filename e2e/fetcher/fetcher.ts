import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(__dirname, '..', '..', 'model-image', 'fetcher', 'lib', 'plumbline-fetch.js');

export interface Outcome {
  readonly exitCode: number | null;
  readonly lines: readonly Record<string, unknown>[];
  /** What the kubelet would show as the reason. */
  readonly lastWords: string;
  /** What stands in the model's volume afterwards. */
  readonly left: readonly string[];
}

/** Runs plumbline-fetch as the init container would, with a folder for the volume that it writes to. */
export async function runFetcher(
  volume: string, environment: Readonly<Record<string, string>>, onLine: (line: string, stop: () => void) => void = () => undefined,
): Promise<Outcome> {
  mkdirSync(volume, { recursive: true });
  const terminationLog = `${volume}.termination-log`;
  writeFileSync(terminationLog, '');
  const child = spawn(process.execPath, [PROGRAM], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PLUMBLINE_TERMINATION_LOG: terminationLog,
      PLUMBLINE_ARTIFACT_DESTINATION: join(volume, 'model'),
      PLUMBLINE_ARTIFACT_MAX_MIB: '64',
      PLUMBLINE_ARTIFACT_TIMEOUT_SECONDS: '60',
      PLUMBLINE_ARTIFACT_ATTEMPTS: '3',
      ...environment,
    },
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    onLine(chunk, () => { child.kill('SIGTERM'); });
  });
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return {
    exitCode,
    lines: text.trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>),
    lastWords: readFileSync(terminationLog, 'utf8'),
    left: existsSync(volume) ? readdirSync(volume) : [],
  };
}
