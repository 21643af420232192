import type { Finding } from '../../../problem';
import { isSecretName } from '../../secrets';
import type { ModelRule } from '../rule';

/** A variable whose name says that it is a secret holds a reference. */
export const secretVariables: ModelRule = (model) => Object.entries(model.spec.env)
  .filter(([name, value]) => typeof value === 'string' && value !== '' && isSecretName(name))
  .map(([name]): Finding => model.at([['env', name]], `${model.name(['env', name])} ${BY_REFERENCE}`));

/** How a secret is named instead of written. */
export const BY_REFERENCE = 'may not hold a secret; name where it is kept: { keyVaultSecret: <name> } or { secret: { name: <name>, key: <key> } }';
