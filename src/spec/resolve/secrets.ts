import type { CompleteEnvironment } from '../complete-environment.generated';
import type { CompleteModelSpec } from '../complete-model.generated';
import type { SecretsValues } from '../values';

const NONE: SecretsValues = { source: 'none', keyVault: '', secretName: '', files: [] };

/** Where users and signing keys come from, and the vault that variables come from: what the model says, else the environment's Key Vault, else a Secret of the model's name. */
export function secretsOf(
  name: string, { endpoint: { auth, credentials }, env }: CompleteModelSpec, environment: CompleteEnvironment,
): SecretsValues {
  const keyVault = environment.spec.keyVault;
  const hasVariables = Object.values(env).some((value) => typeof value === 'object' && value.keyVaultSecret !== undefined);
  const none: SecretsValues = hasVariables ? { ...NONE, keyVault: keyVault ?? '' } : NONE;
  if (auth !== 'password' && auth !== 'basic') return none;
  if (credentials?.secret !== undefined) return { ...none, source: 'secret', secretName: credentials.secret };
  if (credentials?.keyVault === undefined && keyVault === undefined) return { ...none, source: 'secret', secretName: `${name}-credentials` };
  const users = { keyVaultSecret: credentials?.keyVault?.users ?? `${name}-users`, file: 'users.json' };
  const signingKeys = { keyVaultSecret: credentials?.keyVault?.signingKeys ?? `${name}-signing-keys`, file: 'signing-keys.json' };
  // Basic authentication hands out no tokens, so there is nothing to sign.
  return { ...NONE, source: 'key-vault', keyVault: keyVault ?? '', files: auth === 'basic' ? [users] : [users, signingKeys] };
}
