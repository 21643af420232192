import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { readBody } from './body';
import type { Exchange } from './exchange';
import { Problem } from './problem';
import type { Route } from './route';
import type { Scoring } from './scoring';
import { type HttpMessage, requestMessage } from '../wire/http-message';
import type { PlumberHello } from '../workers/hello';

/** Methods that may be sent twice: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** What belongs to the connection between client and gateway: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade', 'trailer', 'te', 'proxy-connection']);

/** Every path below the base path that the gateway has no route of its own for: the router of the model's R script answers. */
export function plumberRoute(plumber: PlumberHello, { config, scheduler, metrics }: Omit<Scoring, 'contract'>): Route {
  const basePath = config.http.basePath === '/' ? '' : config.http.basePath;
  const labels = plumber.routes.map(({ path }) => ({ path, pattern: patternOf(path) }));
  return {
    path: '/*',
    method: '*',
    authenticated: true,
    handle: async (exchange) => {
      const target = targetOf(exchange.request.url!, basePath);
      // The router's own templates, never the path itself: metrics must not grow with what clients ask for.
      exchange.route = labels.find(({ pattern }) => pattern.test(target.path))?.path ?? '/*';
      const refusal = scheduler.refuse();
      if (refusal !== undefined) throw refusal;
      const body = await readBody(exchange, config.http.bodyLimitMiB * 2 ** 20);
      const arrived = performance.now();
      const message = messageOf(exchange, target, basePath, config.auth.mode !== 'none', body);
      const submission = scheduler.submitRequest(message, arrived, REPEATABLE.has(exchange.request.method!));
      const cancel = (): void => submission.cancel();
      exchange.response.once('close', cancel);
      const { response, timing } = await submission.answer;
      exchange.response.removeListener('close', cancel);
      metrics.onStage('queue', timing.queuedSeconds);
      metrics.onStage('score', timing.scoredSeconds);
      send(exchange, response!);
    },
  };
}

/** Whether the script has a path of its own that this one fits. */
export function declares({ routes }: PlumberHello, path: string): boolean {
  return routes.some((route) => patternOf(route.path).test(path));
}

/** `/predict/<id:int>` as an expression over paths. */
function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/<[^>]*>/g, '[^/]+');
  return new RegExp(`^${escaped.replace(/\/\\\*$/, '/.*')}$`);
}

function targetOf(url: string, basePath: string): { path: string; query: string } {
  const query = url.indexOf('?');
  const path = (query < 0 ? url : url.slice(0, query)).slice(basePath.length);
  return { path: path === '' ? '/' : path, query: query < 0 ? '' : url.slice(query) };
}

function messageOf(exchange: Exchange, target: { path: string; query: string }, basePath: string, authenticates: boolean, body: Buffer): HttpMessage {
  const { request } = exchange;
  const { socket } = request;
  return requestMessage({
    method: request.method!,
    ...target,
    scheme: (socket as TLSSocket).encrypted === true ? 'https' : 'http',
    serverName: socket.localAddress ?? '',
    serverPort: socket.localPort ?? 0,
    clientAddress: socket.remoteAddress ?? '',
    clientPort: socket.remotePort ?? 0,
    basePath,
    user: exchange.identity.subject,
    // A credential that the gateway has checked is none of the model's business.
    headers: headersOf(request).filter(([name]) => !(authenticates && name === 'authorization')),
  }, body);
}

/** Names in lower case, each once: values of a repeated one are joined as httpuv joins them, which leaves out those that are empty. */
function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const headers = new Map<string, string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at].toLowerCase();
    const known = headers.get(name);
    const value = rawHeaders[at + 1];
    headers.set(name, known && value ? `${known}${name === 'cookie' ? '; ' : ','}${value}` : known || value);
  }
  return [...headers];
}

/** @throws Problem 500 when what the script set is no HTTP. */
function send(exchange: Exchange, { head, body }: HttpMessage): void {
  const { response } = exchange;
  if (response.destroyed) return;
  const status = Number(head[0]);
  if (status < 200) throw new Problem(500, `the model answered with status ${status}, which announces an answer and is none`);
  try {
    for (let at = 1; at < head.length; at += 2) {
      if (!OF_THE_CONNECTION.has(head[at].toLowerCase())) response.appendHeader(head[at], head[at + 1]);
    }
  } catch (error) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    throw new Problem(500, 'the model answered with a header that HTTP does not allow', { reason: (error as Error).message });
  }
  exchange.status = status;
  if (!response.hasHeader('x-request-id')) response.setHeader('x-request-id', exchange.trace.traceId);
  if (hasBody(status)) response.setHeader('content-length', lengthOf(exchange.request.method!, head, body));
  response.writeHead(status);
  response.end(hasBody(status) ? body : undefined);
}

/** The answer to HEAD may tell the length that GET's would have: https://www.rfc-editor.org/rfc/rfc9110#section-8.6 */
function lengthOf(method: string, head: readonly string[], body: Buffer): number {
  const at = method === 'HEAD' && body.length === 0 ? head.findIndex((text, index) => index % 2 === 1 && text.toLowerCase() === 'content-length') : -1;
  return at < 0 || !/^\d{1,15}$/.test(head[at + 1]) ? body.length : Number(head[at + 1]);
}

const hasBody = (status: number): boolean => status !== 204 && status !== 304;

/** Says at the start what the script asks for and will not get. */
export function tellNotes(plumber: PlumberHello, warn: (event: string, fields: Readonly<Record<string, unknown>>) => void): void {
  for (const { line, text } of plumber.notes) warn('the script asks for what it will not get', { at: `${plumber.file}:${line}`, note: text });
}

