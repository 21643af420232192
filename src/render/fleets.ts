import type { Fleet } from '../azure';
import { completeEnvironment } from '../spec';
import type { Repository } from '../spec/assemble';

/** An environment's models, and the file that the environment is in. */
export interface FileFleet {
  readonly file: string;
  readonly fleet: Fleet;
}

/** What each environment of a valid repository runs, by environment. */
export function fleetsOf({ environments, placements }: Repository): FileFleet[] {
  return environments.map(({ file, value }) => ({
    file,
    fleet: {
      environment: completeEnvironment(value),
      models: placements.filter(({ environment }) => environment.file === file).map(({ values }) => values),
    },
  }));
}
