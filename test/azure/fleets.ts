import type { Fleet } from '../../src/azure';
import { completeEnvironment, type CompleteEnvironment, type Environment, type ScoringValues } from '../../src/spec';
import { namedValues, type DeepPartial } from '../helpers/scoring-values';

/** An environment with the given parts of `spec`, and defaults elsewhere. */
export function environmentOf(spec: Partial<Environment['spec']> = {}): CompleteEnvironment {
  return completeEnvironment({
    apiVersion: 'plumbline/v1',
    kind: 'Environment',
    metadata: { name: 'production' },
    spec: {
      cluster: { name: 'scoring', kubernetesVersion: '1.36', region: 'westeurope', resourceGroup: 'scoring-prod' },
      registry: { name: 'contososcoring' },
      storage: { account: 'contosomodels' },
      keyVault: 'contoso-scoring',
      host: 'models.contoso.com',
      nodes: { sizes: ['Standard_D8s_v5'] },
      ...spec,
    },
  });
}

interface Parts {
  readonly spec?: Partial<Environment['spec']>;
  readonly models?: readonly ScoringValues[];
}

export function fleetOf({ spec, models = [] }: Parts): Fleet {
  return { environment: environmentOf(spec), models };
}

export function model(name: string, overrides: DeepPartial<ScoringValues> = {}): ScoringValues {
  return namedValues(name, 'production', overrides);
}

/** A model that fetches its archive, and so acts as an identity. */
export function fetchingModel(name: string, overrides: DeepPartial<ScoringValues> = {}): ScoringValues {
  return model(name, { ...overrides, identity: { ...overrides.identity, enabled: true }, artifact: { source: 'blob' } });
}

/** Models `m0000`, `m0001` and so on, `teams` teams taking turns; every tenth with a GPU where asked for. */
export function manyModels(count: number, { teams = 10, gpus = false } = {}): ScoringValues[] {
  return Array.from({ length: count }, (_, index) => fetchingModel(`m${String(index).padStart(4, '0')}`, {
    team: `team-${index % teams}`,
    workers: { cores: 1 + index % 4, memoryPerWorkerMiB: 300 + 100 * (index % 7) },
    scaling: { min: 1 + index % 3, max: 4 + index % 5 },
    ...gpus && index % 10 === 0 ? { gpu: { count: 1 } } : {},
  }));
}
