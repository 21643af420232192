import type { CompleteEnvironment } from '../../complete-environment.generated';
import type { Environment } from '../../environment.generated';
import type { ModelView } from '../../model-view';
import type { Model } from '../../model.generated';
import type { Finding } from '../../problem';

/** Looks at one model, as it stands before overrides and in each environment that it names. */
export type ModelRule = (model: ModelView) => Finding[];

/** Looks at one environment. */
export type EnvironmentRule = (environment: CompleteEnvironment) => Finding[];

/** A model where it runs. */
export interface Placed {
  readonly model: ModelView;
  readonly environment: CompleteEnvironment;
}

/** A finding in one of two files. */
export type PlacementFinding = Finding & { readonly in: 'model' | 'environment' };

/** Looks at a model and the environment that it runs in. */
export type PlacementRule = (placed: Placed) => PlacementFinding[];

/** A valid file. */
export interface FileOf<T> {
  readonly file: string;
  readonly value: T;
}

/** Everything at once. */
export interface Fleet {
  readonly models: readonly FileOf<Model>[];
  readonly environments: readonly FileOf<Environment>[];
  /** Names of all environments, those of files with errors too; undefined where a file is too broken to tell. */
  readonly environmentNames: ReadonlySet<string> | undefined;
  /** Names of all models, likewise. */
  readonly modelNames: ReadonlySet<string> | undefined;
  /** Which models run where, by the file of the environment. */
  readonly selected: ReadonlyMap<string, readonly FileOf<Model>[]>;
}

export type FleetFinding = Finding & { readonly file: string };

/** Looks at all models and environments together. */
export type FleetRule = (fleet: Fleet) => FleetFinding[];
