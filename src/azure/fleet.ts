import type { CompleteEnvironment, ScoringValues } from '../spec';

/** An environment and the models that run there: what everything Azure needs is computed from. */
export interface Fleet {
  readonly environment: CompleteEnvironment;
  readonly models: readonly ScoringValues[];
}

/** Whether a model acts as a managed identity: for an artifact, whether fetched or mounted, or for secrets of a Key Vault. */
export function usesIdentity({ identity, artifact }: ScoringValues): boolean {
  return identity.enabled || artifact.source === 'share';
}

/** Whether a model reads secrets of the environment's Key Vault. */
export function readsSecrets({ secrets, variables }: ScoringValues): boolean {
  return secrets.source === 'key-vault' || variables.some(({ source }) => source === 'key-vault');
}
