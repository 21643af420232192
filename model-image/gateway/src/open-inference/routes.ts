import { decompress } from './decompress';
import { modelMetadata } from './metadata';
import { readRequest } from './read-request';
import { renderResponse } from './render-response';
import { tensorTable } from './tensor-table';
import { JSON_TYPE } from '../answer/render-answer';
import type { GatewayConfig } from '../config/config';
import type { Violation } from '../contract/violations';
import { readBody } from '../http/body';
import type { Exchange } from '../http/exchange';
import { Problem } from '../http/problem';
import type { Protocol, ProtocolContext } from '../http/protocol';
import type { Route } from '../http/route';
import { checkTable, scoreRows, type Scoring } from '../http/scoring';

const BINARY_TYPE = 'application/octet-stream';
const HEADER_LENGTH = 'Inference-Header-Content-Length';

/** Violations that an error spells out: it is one sentence, read by people. */
const MOST_SPELT = 5;

const send = (exchange: Exchange, value: unknown, status = 200): void => exchange.send(status, JSON_TYPE, JSON.stringify(value));

/** The Open Inference Protocol, version 2, over REST: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol */
export function openInferenceProtocol(config: GatewayConfig, context: ProtocolContext): Protocol {
  const { name, version } = config.model;
  // 4xx is the protocol's way to say no.
  const answer = (exchange: Exchange, yes: boolean, body: object): void => send(exchange, body, yes ? 200 : 400);
  const ofModel = (handle: Route['handle']): Route['handle'] => (exchange) => {
    const { model, version: asked } = exchange.parameters;
    if (model !== name) throw new Problem(404, `there is no model ${JSON.stringify(model)}; known is ${name}`);
    if (asked !== undefined && asked !== version) throw new Problem(404, `model ${name} has no version ${JSON.stringify(asked)}; known is ${version}`);
    return handle(exchange);
  };
  const both = (method: Route['method'], path: string, handle: Route['handle']): Route[] => ['/v2/models/{model}', '/v2/models/{model}/versions/{version}']
    .map((start) => ({ path: start + path, method, authenticated: true, refuse, handle: ofModel(handle) }));
  // Probes come without a token, and learn no more than a closed port would tell them.
  const probe = (path: string, handle: Route['handle']): Route => ({ path, method: 'GET', authenticated: false, refuse, handle });
  return {
    routes: [
      {
        path: '/v2',
        method: 'GET',
        authenticated: true,
        refuse,
        handle: async (exchange) => send(exchange, { name: 'plumbline', version: '2', extensions: ['binary_tensor_data'] }),
      },
      probe('/v2/health/live', async (exchange) => send(exchange, { live: true })),
      probe('/v2/health/ready', async (exchange) => answer(exchange, context.isReady(), { ready: context.isReady() })),
      ...both('GET', '', async (exchange) => send(exchange, modelMetadata(config, context.hello(), context.scoring().contract))),
      ...both('GET', '/ready', async (exchange) => answer(exchange, context.isReady(), { name, ready: context.isReady() })),
      ...both('POST', '/infer', (exchange) => infer(exchange, context.scoring())),
      {
        path: '/v2/*',
        method: '*',
        authenticated: true,
        refuse,
        handle: async () => {
          throw new Problem(404, 'there is nothing here; known are /v2/health/live, /v2/health/ready and /v2/models/{model}[/versions/{version}][/ready|/infer]');
        },
      },
    ],
    stop: () => undefined,
  };
}

async function infer(exchange: Exchange, scoring: Scoring): Promise<void> {
  const refusal = scoring.scheduler.refuse();
  if (refusal !== undefined) throw refusal;
  const { headers } = exchange.request;
  const { model, http } = scoring.config;
  const limit = http.bodyLimitMiB * 2 ** 20;
  const body = await decompress(await readBody(exchange, limit), headers['content-encoding'], limit);
  const arrived = performance.now();
  const request = readRequest(body, headers[HEADER_LENGTH.toLowerCase()] as string | undefined);
  const rows = checkTable(scoring.contract, tensorTable(request.inputs, scoring.contract));
  scoring.metrics.onStage('read', (performance.now() - arrived) / 1000);
  exchange.notes.rows = rows.count;
  const scored = await scoreRows(exchange, scoring, rows, arrived);
  const started = performance.now();
  const { body: answer, headerLength } = renderResponse(scored, request, model);
  if (headerLength === undefined) exchange.send(200, JSON_TYPE, answer);
  else exchange.send(200, BINARY_TYPE, answer, { [HEADER_LENGTH]: String(headerLength) });
  scoring.metrics.onStage('write', (performance.now() - started) / 1000);
}

/** Refuses in the protocol's shape: `{"error": sentence}`. Data that does not fit the contract is a bad request there. */
function refuse(exchange: Exchange, { status, message, details, headers }: Problem): void {
  const violations = ((details.violations ?? []) as readonly Violation[]).slice(0, MOST_SPELT)
    .map(({ row, column, found, allowed }) => `${row === undefined ? '' : `row ${row}, `}${column}: found ${found}, allowed is ${allowed}`);
  const reason = typeof details.reason === 'string' ? [details.reason] : [];
  const code = status === 422 ? 400 : status;
  exchange.send(code, JSON_TYPE, JSON.stringify({ error: [message, ...reason, ...violations].join('; ') }), headers);
}
