import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';

const MAIN = join(__dirname, '..', 'lib', 'main.js');
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

interface Delivery {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** A collector's side of OTLP over HTTP, as far as a sender can tell: https://opentelemetry.io/docs/specs/otlp/#otlphttp */
async function collector(deliveries: Delivery[]): Promise<Server> {
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      deliveries.push({ path: request.url!, type: request.headers['content-type'] ?? '', body: Buffer.concat(chunks) });
      response.writeHead(200, { 'content-type': request.headers['content-type'] }).end(request.headers['content-type'] === 'application/json' ? '{}' : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A gateway as a process of its own, because the SDK is set up once in a process. */
async function run(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; lines: any[]; port: number; ended: Promise<unknown> }> {
  const config = {
    model: { name: 'otel-tested', version: '2.0.0', path: folderWith({ 'score.R': 'score <- function(model, data) { if (any(data$x < 0)) stop("negative"); data$x }', 'sample.csv': 'x\n1\n2\n' }) },
    http: { host: '127.0.0.1', port: 0, managementPort: 0 },
    auth: { mode: 'none' },
    workers: { memoryMiB: 512 },
  };
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, PLUMBLINE_CONFIG: join(folderWith({ 'config.json': JSON.stringify(config) }), 'config.json'), ...env } });
  const lines: any[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop()!;
    lines.push(...parts.map((part) => JSON.parse(part)));
  });
  await until(() => lines.some(({ event }) => event === 'serving'), 50);
  return { child, lines, port: lines.find(({ event }) => event === 'serving').port, ended: new Promise((resolve) => child.on('close', resolve)) };
}

function post(port: number, body: string, headers = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/score`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

function plain(attributes: any[]): object {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue ?? value.doubleValue)]));
}

describeWithR('export to OpenTelemetry', () => {
  const deliveries: Delivery[] = [];
  let server: Server;
  let endpoint: string;
  let spans: any[];
  let resource: any;
  let metrics: any[];
  let ownRequestId: string;

  beforeAll(async () => {
    server = await collector(deliveries);
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { child, port, ended } = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=tested', OTEL_BSP_SCHEDULE_DELAY: '200', OTEL_METRIC_EXPORT_INTERVAL: '500', OTEL_METRIC_EXPORT_TIMEOUT: '400',
    });
    await post(port, '[{"x":41},{"x":42}]', { traceparent: `00-${TRACE}-${CALLER}-01` });
    ownRequestId = (await post(port, '{"x":-1}')).headers.get('x-request-id')!;
    // An unsampled caller's request leaves no span.
    await post(port, '{"x":3}', { traceparent: `00-${'a'.repeat(32)}-${CALLER}-00` });
    child.kill('SIGTERM');
    await ended;
    const parsed = (path: string): any[] => deliveries.filter((delivery) => delivery.path === path).map(({ body }) => JSON.parse(body.toString()));
    const traces = parsed('/v1/traces').flatMap(({ resourceSpans }) => resourceSpans);
    resource = plain(traces[0].resource.attributes);
    spans = traces.flatMap(({ scopeSpans }: any) => scopeSpans).flatMap((scope: any) => scope.spans);
    metrics = parsed('/v1/metrics').flatMap(({ resourceMetrics }) => resourceMetrics).flatMap(({ scopeMetrics }: any) => scopeMetrics).flatMap((scope: any) => scope.metrics);
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it('continues the trace of the caller with a span of the request', () => {
    const [span] = spans.filter(({ parentSpanId }) => parentSpanId === CALLER);
    expect([span.traceId, span.name, span.kind, plain(span.attributes)]).toEqual([
      TRACE, 'POST /score', 2, { 'http.request.method': 'POST', 'http.route': '/score', 'http.response.status_code': 200, 'plumbline.rows': 2, 'plumbline.batch_rows': 2 },
    ]);
  });

  it('has a span for each stage inside that of the request, in order', () => {
    const [request] = spans.filter(({ parentSpanId }) => parentSpanId === CALLER);
    const inside = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
    expect(inside.map(({ name }) => name)).toEqual(['read', 'queue', 'score', 'write']);
    const times = inside.flatMap(({ startTimeUnixNano, endTimeUnixNano }) => [Number(startTimeUnixNano), Number(endTimeUnixNano)]);
    // Through milliseconds with three digits behind the point.
    times.slice(1).forEach((time, index) => expect(time - times[index]).toBeGreaterThanOrEqual(-2000));
  });

  it('gives a request without a caller the trace that its answer names, and marks a failure', () => {
    const [span] = spans.filter(({ traceId, kind }) => traceId === ownRequestId && kind === 2);
    expect([span.status.code, (plain(span.attributes) as any)['error.type']]).toEqual([2, '500']);
  });

  it('leaves out what the caller chose not to sample', () => {
    expect(spans.filter(({ traceId }) => traceId === 'a'.repeat(32))).toEqual([]);
  });

  it('names the model as the service, with what the environment says on top', () => {
    expect(resource).toMatchObject({ 'service.name': 'otel-tested', 'service.version': '2.0.0', 'deployment.environment.name': 'tested' });
  });

  it('measures requests by the conventions, and has the gateway\'s own figures under their own names', () => {
    const durations = metrics.filter(({ name }) => name === 'http.server.request.duration').at(-1);
    const counts = durations.histogram.dataPoints.map((point: any) => [(plain(point.attributes) as any)['http.response.status_code'], Number(point.count)]);
    expect(counts.sort()).toEqual([[200, 2], [500, 1]]);
    expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(['plumbline_requests_total', 'plumbline_workers_ready', 'plumbline_queue_rows', 'plumbline.stage.duration']));
    expect(metrics.filter(({ name }) => name === 'plumbline_rows_total').at(-1).sum.dataPoints[0].asDouble).toBe(3);
  });

  it('never sends a payload', () => {
    expect(deliveries.map(({ body }) => body.toString()).join('')).not.toMatch(/"x"|negative/);
  });

  it('speaks protobuf unless told otherwise, and serves on while nobody takes it', async () => {
    deliveries.length = 0;
    const { child, port, lines, ended } = await run({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_METRICS_EXPORTER: 'none', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/elsewhere`, OTEL_BSP_SCHEDULE_DELAY: '100' });
    await post(port, '{"x":1}');
    await until(() => deliveries.length > 0);
    expect([deliveries[0].path, deliveries[0].type]).toEqual(['/elsewhere', 'application/x-protobuf']);
    server.close();
    server.closeAllConnections();
    expect((await post(port, '{"x":2}')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(lines.some(({ event }) => event === 'telemetry is exported')).toBe(true);
  });
});

describeWithR('without a variable that asks for export', () => {
  it('nothing of OpenTelemetry\'s SDK is loaded', async () => {
    const hook = folderWith({ 'hook.js': 'process.on("exit", () => { if (Object.keys(require.cache).some((path) => path.includes("/sdk-"))) process.stdout.write("{\\"event\\":\\"loaded\\"}\\n"); });' });
    const { child, lines, ended } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: '', NODE_OPTIONS: `--require ${hook}/hook.js` });
    child.kill('SIGTERM');
    await ended;
    expect(lines.map(({ event }) => event)).not.toContain('loaded');
    expect(lines.map(({ event }) => event)).toContain('stopped');
  });
});
