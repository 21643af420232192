import { clientIdVariable } from '../../../naming';
import { artifactOf } from '../../../resolve/artifact';
import { identityOf, usesIdentity } from '../../../resolve/identity';
import type { PlacementRule } from '../rule';

/**
 * A team whose models use Azure has an identity; where the environment does not know it, Flux has to. The Flux that the environment's own tree and
 * Bicep files set up is told it by them.
 */
export const clientIdKnown: PlacementRule = ({ model, environment }) => {
  const { team } = model.metadata;
  const { identities, gitops } = environment.spec;
  if (gitops !== undefined || Object.hasOwn(identities, team)) return [];
  const resolved = { identity: identityOf(team, model.spec, environment), artifact: artifactOf(model.spec, environment) };
  if (!usesIdentity(resolved)) return [];
  return [{
    path: ['spec', 'identities'],
    at: 'key',
    severity: 'warning',
    message: `spec.identities has no client id for team ${team}; the manifests hold \${${clientIdVariable(team)}}, which Flux must replace`,
    in: 'environment',
  }];
};
