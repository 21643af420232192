import type { Route } from './route';
import type { Scoring } from './scoring';
import type { Log } from '../telemetry/log';
import type { Hello } from '../workers/hello';
import type { WorkerPool } from '../workers/pool';

/** What a protocol is built from. Functions, because the model is loaded after the routes are made. */
export interface ProtocolContext {
  readonly scoring: () => Scoring;
  readonly hello: () => Hello;
  readonly pool: () => WorkerPool;
  /** Whether the gateway takes requests. */
  readonly isReady: () => boolean;
  readonly log: Log;
}

/** A way to talk to the model: routes, and what must end with the gateway. */
export interface Protocol {
  readonly routes: readonly Route[];
  stop(): void;
}
