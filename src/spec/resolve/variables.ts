import type { CompleteModelSpec } from '../complete-model.generated';
import { compare } from '../problem';
import type { VariableValues } from '../values';

/** Environment variables of the R workers, sorted by name. */
export function variablesOf({ env }: CompleteModelSpec): VariableValues[] {
  return Object.entries(env).sort(([a], [b]) => compare(a, b)).map(([name, given]): VariableValues => {
    const nothing = { name, value: '', secretName: '', secretKey: '', keyVaultSecret: '' };
    if (typeof given === 'string') return { ...nothing, source: 'value', value: given };
    if (given.secret !== undefined) return { ...nothing, source: 'secret', secretName: given.secret.name, secretKey: given.secret.key };
    return { ...nothing, source: 'key-vault', keyVaultSecret: given.keyVaultSecret ?? '' };
  });
}
