import type { CompleteEnvironment, ScoringValues } from '../../spec';
import type { Manifest } from '../manifest';
import type { Said, Section } from '../statement';

interface Judges {
  /** Unique; what a machine knows the statement by. */
  readonly id: string;
  readonly section: Section;
}

/** Looks at a model that was there before and still is, in one environment, when one of its fields changed. */
export interface ModelRule extends Judges {
  readonly about: 'model';
  /** Dotted fields of the resolved values; each stands for what is under it, too. */
  readonly fields: readonly string[];
  readonly judge: (before: ScoringValues, after: ScoringValues) => readonly Said[];
}

/** Looks at an environment that was there before and still is, when one of its fields changed. */
export interface EnvironmentRule extends Judges {
  readonly about: 'environment';
  readonly fields: readonly string[];
  readonly judge: (before: CompleteEnvironment, after: CompleteEnvironment) => readonly Said[];
}

/** Looks at a model or an environment that came or went. */
export interface PresenceRule extends Judges {
  readonly about: 'presence';
  readonly judge: (presence: Presence) => readonly Said[];
}

export interface Presence {
  readonly kind: 'model' | 'environment';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'renamed';
  /** The name before a renaming. */
  readonly from?: string;
  /** Environments that a model which is gone here came to, or one that came here left. */
  readonly elsewhere: readonly string[];
  readonly before?: ScoringValues;
  readonly after?: ScoringValues;
}

/** Looks at a Kubernetes object, whatever changed it: a spec, a new version of Plumbline, or a team's own construct. */
export interface ObjectRule extends Judges {
  readonly about: 'object';
  readonly kinds: readonly string[];
  /** Either side is undefined where the object is not there. */
  readonly judge: (before: Manifest | undefined, after: Manifest | undefined, all: ReadonlyMap<string, Manifest>) => readonly Said[];
}

export type Rule = ModelRule | EnvironmentRule | PresenceRule | ObjectRule;
