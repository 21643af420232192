import type { SpecPath } from '../../../problem';
import type { PlacementRule } from '../rule';

/** A secret of a Key Vault needs an environment with one. */
export const keyVaultKnown: PlacementRule = ({ model, environment }) => {
  if (environment.spec.keyVault !== undefined) return [];
  const references: SpecPath[] = Object.entries(model.spec.env)
    .filter(([, value]) => typeof value === 'object' && value.keyVaultSecret !== undefined)
    .map(([name]) => ['env', name]);
  if (model.spec.endpoint.credentials?.keyVault !== undefined) references.push(['endpoint', 'credentials', 'keyVault']);
  return references.map((path) => ({
    ...model.at([path], `${model.name(path)} is kept in a Key Vault, and environment ${environment.metadata.name} has none; write spec.keyVault there`),
    at: 'key' as const,
    in: 'model' as const,
  }));
};
