import { type Attributes, context, diag, DiagLogLevel, type Meter, metrics as metricsApi, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { NodeSDK, resources } from '@opentelemetry/sdk-node';
import type { Log } from './log';
import type { Metrics } from './metrics';
import type { FinishedRequest, Telemetry } from './telemetry';
import { randomHex, type TraceContext } from './trace';
import type { GatewayConfig } from '../config/config';

const SCOPE = 'plumbline';

/** Advice of the conventions for http.server.request.duration, in seconds: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Starts the SDK: exporters, protocols, samplers, intervals and resource attributes are what its environment variables say. */
export function exportTelemetry(model: GatewayConfig['model'], log: Log, metrics: Metrics): Telemetry {
  const tell = (level: 'warn' | 'error') => (message: string): void => log[level]('telemetry', { message });
  diag.setLogger({ error: tell('error'), warn: tell('warn'), info: () => undefined, debug: () => undefined, verbose: () => undefined }, DiagLogLevel.WARN);
  const ids = new RequestIds();
  const sdk = new NodeSDK({
    idGenerator: ids,
    instrumentations: [],
    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes on top.
    resource: resources.defaultResource().merge(resources.resourceFromAttributes({ 'service.name': model.name, 'service.version': model.version })),
  });
  sdk.start();
  observe(metricsApi.getMeter(SCOPE), metrics);
  const durations = metricsApi.getMeter(SCOPE).createHistogram('http.server.request.duration', { unit: 's', advice: { explicitBucketBoundaries: SECONDS } });
  const stages = metricsApi.getMeter(SCOPE).createHistogram('plumbline.stage.duration', { unit: 's', advice: { explicitBucketBoundaries: SECONDS } });
  return {
    onRequest: (request) => {
      const { method, route, status, started, ended } = request;
      durations.record((ended - started) / 1000, { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
      for (const stage of request.stages) stages.record((stage.ended - stage.started) / 1000, { stage: stage.name });
      span(request, ids);
    },
    stop: () => sdk.shutdown(),
  };
}

/** Gives a request's span the trace that its caller, its log line and its answer's x-request-id name. */
class RequestIds {
  next: TraceContext | undefined;

  readonly generateTraceId = (): string => this.next?.traceId ?? randomHex(16);

  readonly generateSpanId = (): string => this.next?.spanId ?? randomHex(8);
}

const epoch = (milliseconds: number): number => performance.timeOrigin + milliseconds;

/** One span for the request and one for each of its stages, told when all is over, so that a request costs nothing while it runs. */
function span({ method, route, status, started, ended, trace: own, stages, notes: { rows, batchRows } }: FinishedRequest, ids: RequestIds): void {
  const { parentId, traceId, sampled } = own;
  const tracer = trace.getTracer(SCOPE);
  const parent = parentId === '' ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true });
  const attributes: Attributes = {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
    ...(typeof rows === 'number' ? { 'plumbline.rows': rows } : {}),
    ...(typeof batchRows === 'number' ? { 'plumbline.batch_rows': batchRows } : {}),
    ...(status >= 500 ? { 'error.type': String(status) } : {}),
  };
  ids.next = own;
  const request = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, startTime: epoch(started), attributes }, parent);
  ids.next = undefined;
  const inside = trace.setSpan(context.active(), request);
  for (const stage of stages) tracer.startSpan(stage.name, { startTime: epoch(stage.started) }, inside).end(epoch(stage.ended));
  if (status >= 500) request.setStatus({ code: SpanStatusCode.ERROR });
  request.end(epoch(ended));
}

/** The gateway's own counters and gauges under their own names: read from Prometheus' registry when the SDK asks. */
function observe(meter: Meter, metrics: Metrics): void {
  for (const metric of metrics.registry.getMetricsAsArray()) {
    if (!metric.name.startsWith('plumbline_')) continue;
    const kind = String(metric.type);
    const instrument = kind === 'counter' ? meter.createObservableCounter(metric.name, { description: metric.help })
      : kind === 'gauge' ? meter.createObservableGauge(metric.name, { description: metric.help }) : undefined;
    instrument?.addCallback(async (result) => {
      const found = await metrics.registry.getSingleMetric(metric.name)?.get();
      for (const { value, labels } of found?.values ?? []) result.observe(value, labels as Attributes);
    });
  }
}
