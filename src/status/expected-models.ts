import type { Repository } from '../spec/assemble';
import { resolveCluster } from '../spec/resolve/resolve-cluster';
import type { ScoringValues } from '../spec/values';

/** The object of Flux's that makes a model what Git says. */
export interface Applier {
  readonly kind: 'Kustomization' | 'HelmRelease';
  readonly name: string;
}

/** A model of an environment, as Git has it, and what applies it. */
export interface ExpectedModel {
  readonly values: ScoringValues;
  readonly applier: Applier;
}

/** What an environment should run, by name. */
export function expectedModels({ placements }: Repository, environment: Repository['environments'][number]): ExpectedModel[] {
  const models = placements.filter((placement) => placement.environment.file === environment.file).map(({ values }) => values);
  const { shards, releases } = resolveCluster(environment, models);
  if (releases.length > 0) { return models.map((values) => ({ values, applier: { kind: 'HelmRelease', name: `model-${values.name}` } })); }
  const byFile = new Map(shards.flatMap(({ resources, sharded, name }) => resources.map((file) => [file.split('/').at(-1), `${sharded ? 'shard' : 'model'}-${name}`])));
  return models.map((values) => ({ values, applier: { kind: 'Kustomization', name: byFile.get(`${values.name}.yaml`)! } }));
}
