import { readInput } from './read-input';
import { failedResult, scoredResult } from './result';
import { JSON_TYPE } from '../answer/render-answer';
import { readBody } from '../http/body';
import type { Exchange } from '../http/exchange';
import { Problem } from '../http/problem';
import { checkTable, scoreRows, type Scoring } from '../http/scoring';
import { parseJson } from '../read/json-text';

/** `POST /api/{service}/{version}`: input parameters for output parameters. */
export async function consume(exchange: Exchange, scoring: Scoring): Promise<void> {
  const refusal = scoring.scheduler.refuse();
  if (refusal !== undefined) throw refusal;
  const body = await readBody(exchange, scoring.config.http.bodyLimitMiB * 2 ** 20);
  const arrived = performance.now();
  const { table, form } = readInput(parseJson(body), scoring.contract);
  const rows = checkTable(scoring.contract, table);
  scoring.metrics.onStage('read', (performance.now() - arrived) / 1000);
  exchange.notes.rows = rows.count;
  try {
    exchange.send(200, JSON_TYPE, scoredResult(await scoreRows(exchange, scoring, rows, arrived), form));
  } catch (error) {
    const reason = modelFailure(error);
    if (reason === undefined) throw error;
    exchange.notes.reason = reason;
    exchange.send(scoring.config.protocols.mlServer.modelErrorStatus, JSON_TYPE, failedResult(reason));
  }
}

/** R's message when it is the model that could not score, and not the service. */
export function modelFailure(error: unknown): string | undefined {
  return error instanceof Problem && error.status === 500 && typeof error.details.reason === 'string' ? error.details.reason : undefined;
}
