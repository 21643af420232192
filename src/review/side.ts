import type { Fleet } from '../azure';
import { completeEnvironment, type CompleteEnvironment, type ScoringValues } from '../spec';
import type { Repository } from '../spec/assemble';

/** What a repository's specs say at one commit, or in the working tree. */
export interface Side {
  readonly environments: ReadonlyMap<string, EnvironmentSide>;
}

/** An environment and what runs there. */
export interface EnvironmentSide {
  readonly file: string;
  readonly environment: CompleteEnvironment;
  readonly models: ReadonlyMap<string, ScoringValues>;
  readonly fleet: Fleet;
}

export const EMPTY_SIDE: Side = { environments: new Map() };

export function sideOf({ environments, placements }: Repository): Side {
  return {
    environments: new Map(environments.map(({ file, value }) => {
      const environment = completeEnvironment(value);
      const models = placements.filter((placement) => placement.environment.file === file).map(({ values }) => values);
      const side = { file, environment, models: new Map(models.map((values) => [values.name, values])), fleet: { environment, models } };
      return [environment.metadata.name, side];
    })),
  };
}
