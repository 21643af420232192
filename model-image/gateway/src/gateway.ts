import type { Server } from 'node:http';
import { type Auth, makeAuth } from './auth/make-auth';
import type { GatewayConfig } from './config/config';
import { Contract } from './contract/contract';
import { Application } from './http/application';
import { docsRoutes } from './http/docs-routes';
import { listen, makeServer } from './http/listen';
import { type Health, makeManagementServer } from './http/management';
import { metadataRoute } from './http/metadata-route';
import { openapiRoute } from './http/openapi-route';
import { declares, plumberRoute, tellNotes } from './http/plumber-route';
import type { Protocol } from './http/protocol';
import type { Route } from './http/route';
import { scoreRoute } from './http/score-route';
import type { Scoring } from './http/scoring';
import { openapiDocument } from './openapi/document';
import { plumberDocument } from './openapi/plumber-document';
import { sampleRow } from './openapi/sample-row';
import { makeProtocols } from './protocols';
import { Scheduler } from './scheduling/scheduler';
import type { Log } from './telemetry/log';
import { Metrics } from './telemetry/metrics';
import { startOpenTelemetry } from './telemetry/open-telemetry';
import type { Hello, PlumberHello } from './workers/hello';
import { WorkerPool } from './workers/pool';

/** How long the process's end waits for the last export. */
const LAST_TELEMETRY_MILLISECONDS = 3000;

/** The whole runtime of a pod: ports, queue, workers. */
export class Gateway {
  readonly pool: WorkerPool;
  readonly scheduler: Scheduler;
  readonly metrics = new Metrics();
  port = 0;
  managementPort = 0;
  private readonly application: Application;
  private readonly auth: Auth;
  private readonly protocols: readonly Protocol[];
  /** Of rows, in every protocol. */
  private readonly scoringRoutes: readonly Route[];
  /** Of what is served, for people and programs. */
  private readonly describingRoutes: readonly Route[];
  private readonly server: Server;
  private readonly management: Server;
  /** OpenAPI, as JSON. */
  private description = '';
  private hello: Hello | undefined;
  private contract = new Contract(null);

  /** @throws ConfigError when users or keys are missing, or certificates cannot be read. */
  constructor(readonly config: GatewayConfig, private readonly log: Log) {
    this.auth = makeAuth(config, log, (reason) => this.metrics.onAuthFailure(reason));
    this.scheduler = new Scheduler(config, log, () => this.pool, { onBatch: (rows, requests) => this.metrics.onBatch(rows, requests) });
    this.pool = new WorkerPool(config, log, {
      onRoom: () => this.scheduler.onRoom(),
      onAnswer: (worker, answer) => this.scheduler.onAnswer(worker, answer),
      onFailure: (worker, message) => this.scheduler.onFailure(worker, message),
      onLoss: (worker, reason) => this.scheduler.onLoss(worker, reason),
    });
    this.metrics.watch(this.scheduler, () => this.pool, () => this.application.bodies);
    const scoring = (): Scoring => ({ config, scheduler: this.scheduler, metrics: this.metrics, contract: this.contract });
    const isReady = (): boolean => this.health.ready === true;
    this.protocols = makeProtocols(config, { scoring, hello: () => this.hello!, pool: () => this.pool, isReady, log });
    this.scoringRoutes = [scoreRoute(scoring), ...this.protocols.flatMap((protocol) => protocol.routes)];
    this.describingRoutes = [this.metadata(), openapiRoute(() => this.description), ...docsRoutes(config)];
    const routes = [...this.scoringRoutes, ...this.describingRoutes, ...this.auth.routes];
    this.application = new Application(config, routes, this.auth.authenticator, log, this.metrics);
    this.server = makeServer(config.http, this.application.handle);
    this.management = makeManagementServer(() => this.health, this.metrics.registry);
  }

  get health(): Health {
    const started = this.hello !== undefined;
    if (!started) return { started, ready: 'the workers are starting' };
    if (this.application.draining) return { started, ready: 'draining' };
    return { started, ready: this.pool.ready > 0 ? true : 'no worker is up' };
  }

  /**
   * Answers probes at once, takes requests when every worker has scored a sample.
   *
   * @throws ConfigError for a port that cannot be had, Error with R's own message when the model cannot be loaded.
   */
  async start(): Promise<Hello> {
    const { http } = this.config;
    this.managementPort = await listen(this.management, http.host, http.managementPort);
    this.application.telemetry = await startOpenTelemetry(this.config.model, this.log, this.metrics);
    const hello = await this.pool.start();
    this.contract = new Contract(this.config.contract.inputs.length > 0 ? this.config.contract.inputs : hello.contract);
    if (hello.objection !== null && this.config.batching.enabled) this.scheduler.stopBatching(hello.objection);
    if (hello.rowSeconds !== null) this.scheduler.time.observe(1, hello.rowSeconds * 1000);
    if (hello.batchSeconds !== null && hello.batchRows !== null) this.scheduler.time.observe(hello.batchRows, hello.batchSeconds * 1000);
    this.hello = hello;
    this.description = JSON.stringify(this.describe(hello));
    if (hello.plumber !== null) this.handOver(hello.plumber, hello.scores);
    this.port = await listen(this.server, http.host, http.port);
    this.log.info('serving', { model: this.config.model.name, version: this.config.model.version, port: this.port, class: hello.class, batching: this.scheduler.isBatching });
    return hello;
  }

  private describe(hello: Hello): Readonly<Record<string, unknown>> {
    const { config, contract } = this;
    const scoring = hello.scores ? openapiDocument({ config, hello, columns: contract.columns, sample: sampleRow(config.model.path) }) : null;
    return hello.plumber === null ? scoring! : plumberDocument(hello.plumber, config, hello, scoring);
  }

  private metadata(): Route {
    return metadataRoute(() => ({ config: this.config, hello: this.hello!, contract: this.contract, batching: this.scheduler.isBatching }));
  }

  /** The script's own routes come before the gateway's, but for the login, without which nobody would be let in. */
  private handOver(plumber: PlumberHello, scores: boolean): void {
    const { config, scheduler, metrics } = this;
    const own = [...scores ? this.scoringRoutes : [], ...this.describingRoutes].filter(({ path }) => !declares(plumber, path));
    this.application.use([...own, ...this.auth.routes, plumberRoute(plumber, { config, scheduler, metrics })]);
    tellNotes(plumber, (event, fields) => this.log.warn(event, fields));
    if (declares(plumber, '/login') && this.auth.routes.length > 0) this.log.warn('the script\'s /login is not reached: the gateway answers it', { mode: config.auth.mode });
  }

  /** Readiness off, no new connections, accepted requests finish; false when drainSeconds were not enough for them. */
  async drain(): Promise<boolean> {
    this.application.draining = true;
    this.server.close();
    this.server.closeIdleConnections();
    const until = performance.now() + this.config.http.drainSeconds * 1000;
    while (this.application.active > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    const drained = this.application.active === 0;
    this.stop();
    await this.lastTelemetry();
    return drained;
  }

  /** Lets the exporters send what they hold, but not keep the process from its end. */
  private async lastTelemetry(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_TELEMETRY_MILLISECONDS).unref());
    await Promise.race([this.application.telemetry?.stop().catch(() => undefined), late]);
  }

  /** Ends everything now. */
  stop(): void {
    this.application.draining = true;
    this.server.close();
    this.server.closeAllConnections();
    this.management.close();
    this.management.closeAllConnections();
    this.pool.stop();
    this.auth.stop();
    for (const protocol of this.protocols) protocol.stop();
    this.log.flush();
  }
}
