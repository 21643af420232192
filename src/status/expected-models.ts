import type { Repository } from '../spec/assemble';
import { resolveCluster } from '../spec/resolve/resolve-cluster';
import type { ScoringValues } from '../spec/values';

/** A model of an environment, as Git has it, and the Kustomization that applies it. */
export interface ExpectedModel {
  readonly values: ScoringValues;
  readonly kustomization: string;
}

/** What an environment should run, by name. */
export function expectedModels({ placements }: Repository, environment: Repository['environments'][number]): ExpectedModel[] {
  const models = placements.filter((placement) => placement.environment.file === environment.file).map(({ values }) => values);
  const { shards } = resolveCluster(environment, models);
  const byFile = new Map(shards.flatMap(({ resources, sharded, name }) => resources.map((file) => [file.split('/').at(-1), `${sharded ? 'shard' : 'model'}-${name}`])));
  return models.map((values) => ({ values, kustomization: byFile.get(`${values.name}.yaml`)! }));
}
