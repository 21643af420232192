import type { Stage } from './metrics';
import type { TraceContext } from './trace';

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
