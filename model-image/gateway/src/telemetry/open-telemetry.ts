import type { Log } from './log';
import type { Metrics, Stage } from './metrics';
import type { TraceContext } from './trace';
import type { GatewayConfig } from '../config/config';

/** A request that is over. Times are of performance.now(), in milliseconds. */
export interface FinishedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly started: number;
  readonly ended: number;
  readonly trace: TraceContext;
  readonly stages: readonly FinishedStage[];
  /** What the request's log line says beside these. */
  readonly notes: Readonly<Record<string, unknown>>;
}

export interface FinishedStage {
  readonly name: Stage;
  readonly started: number;
  readonly ended: number;
}

/** Where finished requests are told to, beside the log and Prometheus. */
export interface Telemetry {
  onRequest(request: FinishedRequest): void;
  /** Sends what is still held back. */
  stop(): Promise<void>;
}

/** Any of these asks for export: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const ASKING = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', 'OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER'];

/**
 * OpenTelemetry's own SDK, set up by its standard environment variables; undefined, and nothing of it loaded, when none of them asks for it.
 * A package that is missing is said in the log and is no reason not to serve.
 */
export async function startOpenTelemetry(model: GatewayConfig['model'], log: Log, metrics: Metrics): Promise<Telemetry | undefined> {
  const asked = ASKING.filter((name) => (process.env[name] ?? '') !== '');
  if (asked.length === 0 || process.env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined;
  try {
    const { exportTelemetry } = await import('./otel-export.js');
    const telemetry = exportTelemetry(model, log, metrics);
    log.info('telemetry is exported', { by: asked });
    return telemetry;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    log.error('telemetry is not exported: install the npm package @opentelemetry/sdk-node beside the gateway', { by: asked });
    return undefined;
  }
}
