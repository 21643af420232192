import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RateOrder, RateResult } from './rate-generator';

const run = promisify(execFile);

interface RateOptions {
  readonly warmUpSeconds?: number;
  /** Whether the generator goes before the server where both want a processor, as clients with processors of their own do. */
  readonly comesFirst?: boolean;
}

/** Requests at a constant rate from a process of its own, so that what the benchmark does beside it delays none of them. */
export async function constantRate(
  url: string, body: string, perSecond: number, seconds: number, { warmUpSeconds = 1, comesFirst = false }: RateOptions = {},
): Promise<RateResult> {
  const order: RateOrder = { port: Number(new URL(url).port), body, perSecond, seconds, warmUpSeconds, comesFirst };
  const { stdout } = await run(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'rate-generator.ts'), JSON.stringify(order)]);
  return JSON.parse(stdout) as RateResult;
}
