import type { CompleteEnvironment, SpecPath } from '../../spec';
import type { Placement } from '../../spec/assemble';
import type { Fleet } from '../fleet';

/** One end of a link: a field of a spec file. */
export interface LinkEnd {
  readonly file: string;
  readonly path: SpecPath;
}

/** A link that does not hold. */
export interface BrokenLink {
  readonly severity: 'error' | 'warning';
  /** The end that its author would mend. */
  readonly here: LinkEnd;
  readonly there: LinkEnd;
  /** One sentence; `{there}` stands for where the other end is written. */
  readonly message: string;
}

/** An environment, where it is written, and what runs there. */
export interface WiredEnvironment {
  readonly file: string;
  readonly environment: CompleteEnvironment;
  readonly fleet: Fleet;
  readonly placements: readonly Placement[];
}

/** Looks at one environment. */
export type LinkRule = (wired: WiredEnvironment) => BrokenLink[];

/** Looks at each pair of environments, the second being the later one. */
export type PairRule = (first: WiredEnvironment, second: WiredEnvironment) => BrokenLink[];

export function field(file: string, ...path: SpecPath): LinkEnd {
  return { file, path };
}
