import type { Log } from './log';
import type { Metrics } from './metrics';
import type { Telemetry } from './telemetry';
import type { GatewayConfig } from '../config/config';

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
