import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BodyBudget } from '../http/body';
import type { Scheduler } from '../scheduling/scheduler';
import { memoryOf } from '../workers/memory';
import type { WorkerPool } from '../workers/pool';

/** Upper ends of the latency buckets, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384];

/** A request's way: read (parse and validate), queue, score (R and the pipes), write (serialise). */
export type Stage = 'read' | 'queue' | 'score' | 'write';

/** The metrics of one gateway, in a registry of its own. Names end in their unit. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = this.counter('plumbline_requests_total', 'Requests by route and status', ['route', 'status']);
  private readonly duration = this.histogram('plumbline_request_duration_seconds', 'From the request\'s head to the last byte of its answer', SECONDS, ['route']);
  private readonly stages = this.histogram('plumbline_stage_duration_seconds', 'Time of a scoring request by stage', SECONDS, ['stage']);
  private readonly batchRows = this.histogram('plumbline_batch_rows', 'Rows that went to a worker together', ROWS);
  private readonly batchRequests = this.histogram('plumbline_batch_requests', 'Requests that went to a worker together', ROWS);
  private readonly rows = this.counter('plumbline_rows_total', 'Rows scored');
  private readonly authFailures = this.counter('plumbline_auth_failures_total', 'Requests that were refused for who sent them', ['reason']);
  /** Finding a labelled metric by its labels costs more than to observe. Routes are those of the table, so there are few. */
  private readonly durations = new Map<string, ReturnType<Histogram['labels']>>();
  private readonly counters = new Map<string, ReturnType<Counter['labels']>>();
  private readonly stage: Record<Stage, ReturnType<Histogram['labels']>>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.stage = {
      read: this.stages.labels('read'), queue: this.stages.labels('queue'), score: this.stages.labels('score'), write: this.stages.labels('write'),
    };
  }

  /** Figures that are read when someone asks for them. */
  watch(scheduler: Scheduler, pool: () => WorkerPool, bodies: () => BodyBudget): void {
    this.gauge('plumbline_body_bytes', 'Bytes of bodies that are being read', (gauge) => gauge.set(bodies().bytes));
    this.gauge('plumbline_body_limit_bytes', 'Bytes of bodies that may be read at once', (gauge) => gauge.set(bodies().limitBytes));
    this.gauge('plumbline_queue_rows', 'Rows that wait for a worker', (gauge) => gauge.set(scheduler.queue.rows));
    this.gauge('plumbline_queue_limit_rows', 'Rows that may wait for a worker', (gauge) => gauge.set(scheduler.queueLimitRows));
    this.gauge('plumbline_queue_bytes', 'Bytes that wait for a worker', (gauge) => gauge.set(scheduler.queue.bytes));
    this.gauge('plumbline_workers_busy', 'Workers that score', (gauge) => gauge.set(pool().busy));
    this.gauge('plumbline_workers_ready', 'Workers that score or could', (gauge) => gauge.set(pool().ready));
    const restarts = this.counter('plumbline_worker_restarts_total', 'Workers replaced since the start, by reason', ['reason'], () => {
      restarts.reset();
      for (const [reason, count] of pool().restarts) restarts.inc({ reason }, count);
    });
    const resident = new Gauge({ name: 'plumbline_worker_resident_bytes', help: 'Resident size of each worker', labelNames: ['pid'], registers: [this.registry] });
    this.gauge('plumbline_worker_proportional_bytes', 'Resident size of each worker, shared pages divided by those who share them', (gauge) => {
      gauge.reset();
      resident.reset();
      for (const { pid } of pool().workers) {
        const memory = memoryOf(pid);
        if (memory === undefined) continue;
        gauge.set({ pid: String(pid) }, memory.proportionalMiB * 2 ** 20);
        resident.set({ pid: String(pid) }, memory.residentMiB * 2 ** 20);
      }
    }, ['pid']);
  }

  onRequest(route: string, status: number, seconds: number): void {
    const key = `${status} ${route}`;
    let counter = this.counters.get(key);
    if (counter === undefined) this.counters.set(key, counter = this.requests.labels(route, String(status)));
    counter.inc();
    let duration = this.durations.get(route);
    if (duration === undefined) this.durations.set(route, duration = this.duration.labels(route));
    duration.observe(seconds);
  }

  onStage(stage: Stage, seconds: number): void {
    this.stage[stage].observe(seconds);
  }

  onBatch(rows: number, requests: number): void {
    this.batchRows.observe(rows);
    this.batchRequests.observe(requests);
    this.rows.inc(rows);
  }

  onAuthFailure(reason: string): void {
    this.authFailures.inc({ reason });
  }

  private counter(name: string, help: string, labelNames: string[] = [], collect?: () => void): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry], ...(collect === undefined ? {} : { collect }) });
  }

  private histogram(name: string, help: string, buckets: number[], labelNames: string[] = []): Histogram {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, collect: (gauge: Gauge) => void, labelNames: string[] = []): void {
    const gauge: Gauge = new Gauge({ name, help, labelNames, registers: [this.registry], collect: () => collect(gauge) });
  }
}
