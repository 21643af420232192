import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RateOrder, RateResult } from './rate-generator';

const run = promisify(execFile);

/** Requests at a constant rate from a process of its own, so that what the benchmark does beside it delays none of them. */
export async function constantRate(url: string, body: string, perSecond: number, seconds: number, warmUpSeconds = 1): Promise<RateResult> {
  const order: RateOrder = { port: Number(new URL(url).port), body, perSecond, seconds, warmUpSeconds };
  const { stdout } = await run(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'rate-generator.ts'), JSON.stringify(order)]);
  return JSON.parse(stdout) as RateResult;
}
