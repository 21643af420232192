import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyBudget, ClientLeft } from './body';
import { applyCors } from './cors';
import { Exchange } from './exchange';
import { Problem } from './problem';
import type { Refuse, Route } from './route';
import { type Match, RouteTable } from './route-table';
import { type Authenticator, AuthProblem } from '../auth/authenticator';
import { bodiesLimitBytes } from '../config/bodies-limit';
import type { GatewayConfig } from '../config/config';
import type { Log } from '../telemetry/log';
import type { Metrics } from '../telemetry/metrics';
import type { Telemetry } from '../telemetry/telemetry';
import { traceOf } from '../telemetry/trace';

/** The status that logs and metrics give a request whose client left before the answer; nginx's convention. */
const CLIENT_LEFT = 499;

/** A body that is read to its end, unlooked at, so that a refused client keeps its connection. */
const LITTLE_BYTES = 16_384;

/** Brings requests to routes, and sees to what is the same for all: identity, errors, one log line, metrics. */
export class Application {
  draining = false;
  /** Requests that are not answered yet. */
  active = 0;
  /** Told of every request that is over. */
  telemetry: Telemetry | undefined;
  /** Bodies of all connections. */
  readonly bodies: BodyBudget;
  private routes: RouteTable;

  constructor(
    private readonly config: GatewayConfig, routes: readonly Route[], private readonly authenticator: Authenticator,
    private readonly log: Log, private readonly metrics: Metrics,
  ) {
    this.routes = new RouteTable(routes, config.http.basePath);
    this.bodies = new BodyBudget(bodiesLimitBytes(config.http));
  }

  /** Takes these routes in place of those so far. */
  use(routes: readonly Route[]): void {
    this.routes = new RouteTable(routes, this.config.http.basePath);
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (this.config.http.corsOrigins.length > 0 && applyCors(this.config.http.corsOrigins, request, response)) return;
    const url = request.url ?? '';
    const query = url.indexOf('?');
    const match = this.routes.find(request.method ?? '', query < 0 ? url : url.slice(0, query));
    const exchange = new Exchange(request, response, this.bodies, match.route?.path ?? 'unknown', traceOf(request.headers.traceparent), this.telemetry !== undefined);
    exchange.parameters = match.parameters;
    this.active += 1;
    response.once('close', () => this.finish(exchange));
    if (this.draining) response.shouldKeepAlive = false;
    void this.serve(exchange, match);
  };

  private async serve(exchange: Exchange, { route, allowed }: Match): Promise<void> {
    try {
      refuseHead(exchange.request);
      if (route === undefined) throw new Problem(404, `there is nothing here; known are ${this.routes.paths.filter((path) => !path.includes('/__docs__/')).join(', ')}`);
      if (allowed !== undefined) throw new Problem(405, `${exchange.request.method} is not allowed here; allowed is ${allowed.join(', ')}`, {}, { allow: allowed.join(', ') });
      if (route.authenticated) {
        const identity = this.authenticator.authenticate(exchange.request);
        exchange.identity = identity instanceof Promise ? await identity : identity;
      }
      await route.handle(exchange);
    } catch (error) {
      this.fail(exchange, error, route?.refuse ?? ((_, problem) => exchange.refuse(problem)));
    }
  }

  private fail(exchange: Exchange, error: unknown, refuse: Refuse): void {
    if (error instanceof ClientLeft || exchange.response.destroyed) return;
    if (error instanceof AuthProblem) this.metrics.onAuthFailure(error.reason);
    if (error instanceof Problem) {
      // What is left of an unread body would have to be read to the end for the connection to be of further use; a new connection costs more than a little of it.
      if (!exchange.request.complete && !(Number(exchange.request.headers['content-length'] ?? Infinity) <= LITTLE_BYTES)) exchange.response.shouldKeepAlive = false;
      if (typeof error.details.reason === 'string') exchange.notes.reason = error.details.reason;
      refuse(exchange, error);
      return;
    }
    this.log.error('a request failed in the gateway', { id: exchange.trace.traceId, error: (error as Error).stack });
    refuse(exchange, new Problem(500, 'the gateway failed'));
  }

  private finish(exchange: Exchange): void {
    this.active -= 1;
    const { request, response, route, started, trace, stages, identity, notes } = exchange;
    const status = response.writableFinished ? exchange.status : CLIENT_LEFT;
    const ended = performance.now();
    const seconds = (ended - started) / 1000;
    this.metrics.onRequest(route, status, seconds);
    const method = request.method ?? '';
    this.telemetry?.onRequest({ method, route, status, started, ended, trace, stages, notes });
    this.log.info('request', {
      id: trace.traceId,
      // Left out of the line where undefined.
      parent: trace.parentId || undefined,
      method,
      route,
      status,
      seconds: Math.round(seconds * 1e6) / 1e6,
      subject: identity.subject || undefined,
      ...notes,
    });
  }
}

/** What HTTP itself asks of a head: https://www.rfc-editor.org/rfc/rfc9112#section-3.2 and https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 */
function refuseHead({ headers, httpVersionMajor, httpVersionMinor }: IncomingMessage): void {
  if (headers.host === undefined && httpVersionMajor === 1 && httpVersionMinor === 1) throw new Problem(400, 'the request has no Host header', {}, { connection: 'close' });
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') throw new Problem(417, 'only 100-continue can be expected');
}
