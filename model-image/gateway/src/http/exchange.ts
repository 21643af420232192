import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyBudget } from './body';
import type { Problem } from './problem';
import type { Identity } from '../auth/authenticator';
import type { Stage } from '../telemetry/metrics';
import type { FinishedStage } from '../telemetry/telemetry';
import type { TraceContext } from '../telemetry/trace';

/** One request and its answer, with what the log says of it. */
export class Exchange {
  readonly started = performance.now();
  identity: Identity = { subject: '' };
  status = 0;
  /** Values of the path's parameters, decoded. */
  parameters: Readonly<Record<string, string>> = {};
  /** Fields that a route adds to the request's log line; never a payload or a token. */
  readonly notes: Record<string, unknown> = {};

  readonly stages: FinishedStage[] = [];

  /** `traced`: someone wants to know of its stages. */
  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly bodies: BodyBudget,
    public route: string,
    readonly trace: TraceContext,
    private readonly traced: boolean,
  ) {}

  /** The parameters of the request's query. */
  get query(): URLSearchParams {
    const url = this.request.url ?? '';
    const at = url.indexOf('?');
    return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  }

  /** A part of the request's way is over. Times are of performance.now(), in milliseconds. */
  took(name: Stage, started: number, ended: number): void {
    if (this.traced) this.stages.push({ name, started, ended });
  }

  send(status: number, contentType: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): void {
    this.status = status;
    if (this.response.headersSent || this.response.destroyed) return;
    this.response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), 'x-request-id': this.trace.traceId, ...headers });
    this.response.end(body);
  }

  /** An answer that is no prediction: https://www.rfc-editor.org/rfc/rfc9457 */
  refuse(problem: Problem): void {
    const body = { title: problem.message, status: problem.status, ...problem.details, requestId: this.trace.traceId };
    this.send(problem.status, 'application/problem+json', JSON.stringify(body), problem.headers);
  }
}
