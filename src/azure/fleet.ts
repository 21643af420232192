import type { CompleteEnvironment, ScoringValues } from '../spec';

/** An environment and the models that run there: what everything Azure needs is computed from. */
export interface Fleet {
  readonly environment: CompleteEnvironment;
  readonly models: readonly ScoringValues[];
}

/** Whether a model reads secrets of the environment's Key Vault. */
export function readsSecrets({ secrets, variables }: ScoringValues): boolean {
  return secrets.source === 'key-vault' || variables.some(({ source }) => source === 'key-vault');
}
