import type { Exchange } from './exchange';
import { Problem } from './problem';
import type { GatewayConfig } from '../config/config';
import type { Contract } from '../contract/contract';
import type { Table } from '../contract/table';
import { Violations } from '../contract/violations';
import type { Scored } from '../scheduling/job';
import type { Scheduler } from '../scheduling/scheduler';
import type { Metrics } from '../telemetry/metrics';
import type { Rows } from '../wire/rows';

/** What the routes of a protocol score with. */
export interface Scoring {
  readonly config: GatewayConfig;
  readonly scheduler: Scheduler;
  readonly metrics: Metrics;
  readonly contract: Contract;
}

/**
 * Holds a request's table against the contract.
 *
 * @throws Problem 422 with everything that does not fit.
 */
export function checkTable(contract: Contract, table: Table): Rows {
  const rows = contract.check(table);
  if (!(rows instanceof Violations)) return rows;
  throw new Problem(422, `${rows.count} ${rows.count === 1 ? 'value does' : 'values do'} not fit the model's contract`, { violations: rows.listed, violationCount: rows.count });
}

/**
 * Rows in, answer out, for the one request of an exchange: given up when its client leaves. `arrived` is when its body was complete, in
 * milliseconds of performance.now().
 *
 * @throws Problem 413, 500, 503 or 504, as the scheduler has it.
 */
export async function scoreRows(exchange: Exchange, { scheduler, metrics }: Scoring, rows: Rows, arrived: number): Promise<Scored> {
  const submitted = performance.now();
  const submission = scheduler.submit(rows, arrived);
  const cancel = (): void => submission.cancel();
  exchange.response.once('close', cancel);
  const scored = await submission.answer;
  exchange.response.removeListener('close', cancel);
  const { queuedSeconds, scoredSeconds, batchRows } = scored.timing;
  metrics.onStage('queue', queuedSeconds);
  metrics.onStage('score', scoredSeconds);
  const begun = submitted + queuedSeconds * 1000;
  exchange.took('queue', submitted, begun);
  exchange.took('score', begun, begun + scoredSeconds * 1000);
  const { notes } = exchange;
  notes.batchRows = batchRows;
  notes.queuedSeconds = rounded(queuedSeconds);
  notes.scoredSeconds = rounded(scoredSeconds);
  return scored;
}

const rounded = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;
