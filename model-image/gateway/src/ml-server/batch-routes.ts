import type { Batch } from './batch';
import type { Batches } from './batches';
import { JSON_TYPE } from '../answer/render-answer';
import { readBody } from '../http/body';
import type { Exchange } from '../http/exchange';
import { Problem } from '../http/problem';
import type { Route } from '../http/route';
import type { Scoring } from '../http/scoring';
import { parseJson } from '../read/json-text';

const DEFAULT_PARALLEL = 10;
/** More at a time gains nothing: items that wait go to a worker together. */
const MOST_PARALLEL = 100;

const send = (exchange: Exchange, value: unknown, status = 200): void => exchange.send(status, JSON_TYPE, JSON.stringify(value));

/** The batch executions of a service, below `/api/{service}/{version}/batch`. */
export function batchRoutes(at: string, scoring: () => Scoring, batches: Batches): readonly Omit<Route, 'authenticated' | 'refuse'>[] {
  const found = (exchange: Exchange): Batch => batches.find(exchange.parameters.executionId, exchange.identity.subject);
  const item = (exchange: Exchange): void => {
    const { index } = exchange.parameters;
    if (!/^\d+$/.test(index)) throw new Problem(400, `the index must be a whole number, found ${JSON.stringify(index)}`);
    const { length } = found(exchange).results;
    if (Number(index) >= length) throw new Problem(404, `Execution not found: the batch has ${length} items, and the first is 0`);
  };
  return [
    { path: `${at}/batch`, method: 'POST', handle: (exchange) => start(exchange, scoring(), batches) },
    { path: `${at}/batch`, method: 'GET', handle: async (exchange) => send(exchange, batches.list(exchange.identity.subject)) },
    { path: `${at}/batch/{executionId}`, method: 'GET', handle: async (exchange) => sendStatus(exchange, found(exchange)) },
    {
      path: `${at}/batch/{executionId}`,
      method: 'DELETE',
      handle: async (exchange) => {
        const batch = found(exchange);
        batches.remove(batch);
        send(exchange, [batch.id]);
      },
    },
    {
      path: `${at}/batch/{executionId}/{index}/files`,
      method: 'GET',
      handle: async (exchange) => {
        item(exchange);
        send(exchange, []);
      },
    },
    {
      path: `${at}/batch/{executionId}/{index}/files/{fileName}`,
      method: 'GET',
      handle: async (exchange) => {
        item(exchange);
        throw new Problem(404, 'File not found: a model has no files to answer');
      },
    },
  ];
}

async function start(exchange: Exchange, scoring: Scoring, batches: Batches): Promise<void> {
  const given = exchange.query.get('parallelCount') ?? String(DEFAULT_PARALLEL);
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new Problem(400, `parallelCount must be a whole number of at least 1, found ${JSON.stringify(given)}`);
  const body = await readBody(exchange, scoring.config.http.bodyLimitMiB * 2 ** 20);
  const { value } = parseJson(body);
  if (!Array.isArray(value) || value.length === 0) throw new Problem(400, 'the body must be an array of input parameters, one object for each item');
  const { maxRows } = scoring.config.queue;
  if (value.length > maxRows) throw new Problem(413, `the batch has ${value.length} items, and at most ${maxRows} are taken at once`);
  const { id } = batches.start(exchange.identity.subject, value, body.length, Math.min(Number(given), MOST_PARALLEL));
  // Swagger and its clients spell the field in the one way, azureml-model-management-sdk reads it in the other.
  send(exchange, { batchExecutionId: id, BatchExecutionId: id }, 202);
}

/** Field by field as the swagger of Machine Learning Server lists them. */
function sendStatus(exchange: Exchange, batch: Batch): void {
  // azureml-model-management-sdk asks in the singular.
  const partial = exchange.query.get('showPartialResults') ?? exchange.query.get('showPartialResult');
  const shown = batch.state === 'complete' || partial?.toLowerCase() === 'true' ? batch.firstResults : [];
  const { state, completed, parallelCount, results } = batch;
  const body = `{"state":"${state}","completedItemCount":${completed},"totalItemCount":${results.length},"parallelCount":${parallelCount},"batchExecutionResults":[${shown.join(',')}]}`;
  exchange.send(200, JSON_TYPE, body);
}
