import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientLeft } from './body';
import { applyCors } from './cors';
import { Exchange } from './exchange';
import { Problem } from './problem';
import type { Route } from './route';
import { type Authenticator, AuthProblem } from '../auth/authenticator';
import type { GatewayConfig } from '../config/config';
import type { Log } from '../telemetry/log';
import type { Metrics } from '../telemetry/metrics';
import { traceOf } from '../telemetry/trace';

/** The status that logs and metrics give a request whose client left before the answer; nginx's convention. */
const CLIENT_LEFT = 499;

/** Brings requests to routes, and sees to what is the same for all: identity, errors, one log line, metrics. */
export class Application {
  draining = false;
  /** Requests that are not answered yet. */
  active = 0;
  private readonly routes = new Map<string, Route>();

  constructor(
    private readonly config: GatewayConfig, routes: readonly Route[], private readonly authenticator: Authenticator,
    private readonly log: Log, private readonly metrics: Metrics,
  ) {
    const base = config.http.basePath === '/' ? '' : config.http.basePath;
    for (const route of routes) this.routes.set(base + route.path, route);
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (this.config.http.corsOrigins.length > 0 && applyCors(this.config.http.corsOrigins, request, response)) return;
    const url = request.url ?? '';
    const query = url.indexOf('?');
    const route = this.routes.get(query < 0 ? url : url.slice(0, query));
    const exchange = new Exchange(request, response, route?.path ?? 'unknown', traceOf(request.headers.traceparent));
    this.active += 1;
    response.once('close', () => this.finish(exchange));
    if (this.draining) response.shouldKeepAlive = false;
    void this.serve(exchange, route);
  };

  private async serve(exchange: Exchange, route: Route | undefined): Promise<void> {
    try {
      if (route === undefined) throw new Problem(404, `there is nothing here; known are ${[...this.routes.keys()].join(', ')}`);
      if (exchange.request.method !== route.method) throw new Problem(405, `${exchange.request.method} is not allowed here; allowed is ${route.method}`, {}, { allow: route.method });
      if (route.authenticated) {
        const identity = this.authenticator.authenticate(exchange.request);
        exchange.identity = identity instanceof Promise ? await identity : identity;
      }
      await route.handle(exchange);
    } catch (error) {
      this.fail(exchange, error);
    }
  }

  private fail(exchange: Exchange, error: unknown): void {
    if (error instanceof ClientLeft || exchange.response.destroyed) return;
    if (error instanceof AuthProblem) this.metrics.onAuthFailure(error.reason);
    if (error instanceof Problem) {
      // What is left of an unread body would have to be read to the end for the connection to be of further use.
      if (!exchange.request.complete) exchange.response.shouldKeepAlive = false;
      if (typeof error.details.reason === 'string') exchange.notes.reason = error.details.reason;
      exchange.refuse(error);
      return;
    }
    this.log.error('a request failed in the gateway', { id: exchange.trace.traceId, error: (error as Error).stack });
    exchange.refuse(new Problem(500, 'the gateway failed'));
  }

  private finish(exchange: Exchange): void {
    this.active -= 1;
    const { request, response, route, trace, identity, notes } = exchange;
    const status = response.writableFinished ? exchange.status : CLIENT_LEFT;
    const seconds = (performance.now() - exchange.started) / 1000;
    this.metrics.onRequest(route, status, seconds);
    this.log.info('request', {
      id: trace.traceId,
      ...(trace.parentId === '' ? {} : { parent: trace.parentId }),
      method: request.method,
      route,
      status,
      seconds: Math.round(seconds * 1e6) / 1e6,
      ...(identity.subject === '' ? {} : { subject: identity.subject }),
      ...notes,
    });
  }
}
