import type { Exchange } from './exchange';
import type { Problem } from './problem';

/** How the routes of a protocol answer what is wrong: in that protocol's own shape. */
export type Refuse = (exchange: Exchange, problem: Problem) => void;

/** One method of one path of the scoring port. A protocol is a list of these. */
export interface Route {
  /** Below the base path, with a leading slash. `{name}` is any one segment, found in the exchange's parameters; a last `*` any number of them. */
  readonly path: string;
  /** `*` for whichever method no other route of the path takes. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '*';
  /** Asks who the client is before anything else. */
  readonly authenticated: boolean;
  /** Problem details when left out. */
  readonly refuse?: Refuse;
  handle(exchange: Exchange): Promise<void>;
}
