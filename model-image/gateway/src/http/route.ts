import type { Exchange } from './exchange';

/** One path of the scoring port. A protocol is a list of these. */
export interface Route {
  /** Below the base path, with a leading slash. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Asks who the client is before anything else. */
  readonly authenticated: boolean;
  handle(exchange: Exchange): Promise<void>;
}
