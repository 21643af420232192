import { clientIdVariable, type ScoringValues } from '../spec';
import { readsSecrets, type Fleet } from './fleet';
import { groupVariable, identityGroups } from '../spec/plan/identity-groups';
import { usesIdentity } from '../spec/resolve/identity';

/** A managed identity of models of one team, as `bicep/types.bicep` describes it. */
export interface ModelIdentity {
  readonly name: string;
  readonly variable: string;
  readonly models: readonly { readonly name: string; readonly namespace: string }[];
  readonly readsBlobs: boolean;
  readonly readsShares: boolean;
  readonly readsSecrets: boolean;
}

/**
 * Identities of an environment at most. Each is a deployment of its own inside a template, and a template with all of them written out has
 * to stay below 4 MB (https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits).
 */
export const MOST_IDENTITIES = 250;

/** The identities that the models of an environment act as: none for models that use nothing of Azure's. Sorted by name of the team. */
export function modelIdentities(fleet: Fleet): readonly ModelIdentity[] {
  let identities = known.get(fleet);
  // Validation, wiring and rendering ask for those of the same fleet.
  if (identities === undefined) { known.set(fleet, identities = identitiesOf(fleet)); }
  return identities;
}

const known = new WeakMap<Fleet, readonly ModelIdentity[]>();

function identitiesOf({ environment, models }: Fleet): ModelIdentity[] {
  const acting = models.filter(usesIdentity);
  const byName = new Map(acting.map((model) => [model.name, model]));
  return identityGroups(acting).map(({ team, suffix, models: names }) => {
    const members = names.map((name) => byName.get(name)!);
    const own = `${environment.spec.cluster.name}-${team}`;
    return {
      name: suffix === '' ? own : `${own}_${suffix}`,
      variable: groupVariable(clientIdVariable(team), suffix),
      models: members.map(({ name, namespace }) => ({ name, namespace })),
      readsBlobs: members.some(({ artifact }) => artifact.source === 'blob'),
      readsShares: members.some(({ artifact }) => artifact.source === 'share'),
      readsSecrets: members.some(readsSecrets),
    };
  });
}

/** The shares that models are read from, sorted. */
export function sharesOf(models: readonly ScoringValues[]): string[] {
  return [...new Set(models.filter(({ artifact }) => artifact.source === 'share').map(({ artifact }) => artifact.share.name))].sort();
}
