import { readBody } from './body';
import type { Exchange } from './exchange';
import { Problem } from './problem';
import type { Route } from './route';
import { checkTable, scoreRows, type Scoring } from './scoring';
import { contentTypeOf, renderAnswer, renderLines } from '../answer/render-answer';
import type { Contract } from '../contract/contract';
import { readCsvRows } from '../read/csv-rows';
import { readCsvTable } from '../read/csv-table';
import { readJsonRows, type ReadRows } from '../read/json-rows';
import { type Orientation, readJsonTable } from '../read/json-table';
import { parseJson } from '../read/json-text';
import type { Scheduler } from '../scheduling/scheduler';
import type { Rows } from '../wire/rows';
import { sliceRows } from '../wire/slice';

const LINES_TYPE = 'application/x-ndjson';

/** `POST /score`: rows in any of the forms, the answer in the same; or one record a line when the client accepts NDJSON. */
export function scoreRoute(scoring: () => Scoring): Route {
  return { path: '/score', method: 'POST', authenticated: true, handle: (exchange) => score(exchange, scoring()) };
}

async function score(exchange: Exchange, scoring: Scoring): Promise<void> {
  const refusal = scoring.scheduler.refuse();
  if (refusal !== undefined) throw refusal;
  const body = await readBody(exchange, scoring.config.http.bodyLimitMiB * 2 ** 20);
  const arrived = performance.now();
  const { rows, orientation } = readRows(exchange, body, scoring.contract);
  const checked = performance.now();
  scoring.metrics.onStage('read', (checked - arrived) / 1000);
  exchange.took('read', arrived, checked);
  exchange.notes.rows = rows.count;
  if (exchange.request.headers.accept?.includes(LINES_TYPE)) await stream(exchange, scoring, rows);
  else await answer(exchange, scoring, rows, orientation, arrived);
}

function readRows(exchange: Exchange, body: Buffer, contract: Contract): ReadRows {
  const header = exchange.request.headers['content-type'] ?? 'application/json';
  const [type] = header.split(';', 1);
  const charset = /charset="?([^\s;"]+)/i.exec(header)?.[1].toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new Problem(415, `the charset ${charset} is not taken; allowed is utf-8`);
  switch (type.trim().toLowerCase()) {
    case 'application/json': {
      const document = parseJson(body);
      const read = readJsonRows(document, contract);
      if (read !== undefined) return read;
      const { table, orientation } = readJsonTable(document);
      return { rows: checkTable(contract, table), orientation };
    }
    case 'text/csv': return { rows: readCsvRows(body, contract) ?? checkTable(contract, readCsvTable(body)), orientation: 'csv' };
    default: throw new Problem(415, `the content type ${type} is not taken; allowed are application/json and text/csv`);
  }
}

async function answer(exchange: Exchange, scoring: Scoring, rows: Rows, orientation: Orientation, arrived: number): Promise<void> {
  const scored = await scoreRows(exchange, scoring, rows, arrived);
  const started = performance.now();
  exchange.send(200, contentTypeOf(orientation), renderAnswer(orientation, scored.rows, scored.from, scored.to));
  const ended = performance.now();
  scoring.metrics.onStage('write', (ended - started) / 1000);
  exchange.took('write', started, ended);
}

/** Chunks in flight at a time: enough to keep every worker busy, few enough to leave the queue to others. */
const CHUNKS_AHEAD_PER_WORKER = 2;

/** How often a stream looks for room in a full queue. */
const RETRY_MILLISECONDS = 20;

/** Scores chunk by chunk and sends each as soon as its turn has come. A chunk that fails ends the stream with a line that says so. */
async function stream(exchange: Exchange, { config, scheduler, metrics }: Scoring, rows: Rows): Promise<void> {
  const { response } = exchange;
  const size = scheduler.isBatching ? config.batching.maxRows : rows.count;
  const pending: ReturnType<Scheduler['submit']>[] = [];
  let next = 0;
  response.once('close', () => pending.forEach((submission) => submission.cancel()));
  const fill = (): void => {
    for (; next < rows.count && pending.length < CHUNKS_AHEAD_PER_WORKER * config.workers.count; next += size) {
      if (pending.length > 0 && scheduler.refuse(size) !== undefined) return;
      pending.push(scheduler.submit(sliceRows(rows, next, Math.min(next + size, rows.count)), performance.now()));
      pending.at(-1)!.answer.catch(() => undefined);
    }
  };
  /** A full queue refuses a stream that has not begun; one that has waits for room, as long as a request may wait. */
  const refill = async (): Promise<void> => {
    const giveUp = performance.now() + config.http.timeoutSeconds * 1000;
    while (pending.length === 0 && next < rows.count && scheduler.refuse(size) !== undefined && !response.destroyed && performance.now() < giveUp) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
    fill();
  };
  try {
    fill();
    while (pending.length > 0) {
      const { rows: scored, from, to, timing } = await pending[0].answer;
      metrics.onStage('queue', timing.queuedSeconds);
      metrics.onStage('score', timing.scoredSeconds);
      pending.shift();
      if (pending.length > 0) fill();
      if (!response.headersSent) {
        exchange.status = 200;
        response.writeHead(200, { 'content-type': LINES_TYPE, 'x-request-id': exchange.trace.traceId });
      }
      if (!response.write(renderLines(sliceRows(scored, from, to)))) {
        await new Promise<void>((resolve) => {
          response.once('drain', resolve);
          response.once('close', resolve);
        });
      }
      if (pending.length === 0) await refill();
    }
    response.end();
  } catch (error) {
    pending.forEach((submission) => submission.cancel());
    if (!response.headersSent || !(error instanceof Problem)) throw error;
    exchange.status = error.status;
    response.write(`${JSON.stringify({ error: { title: error.message, status: error.status, ...error.details } })}\n`);
    // Without the last chunk of the encoding, so that no client takes the stream for complete.
    response.socket?.end();
  }
}
