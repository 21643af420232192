import type { CompleteEnvironment } from '../complete-environment.generated';
import type { CompleteModelSpec } from '../complete-model.generated';
import { clientIdVariable, TENANT_ID_VARIABLE } from '../naming';
import type { ArtifactValues, IdentityValues } from '../values';
import { secretsOf } from './secrets';

/**
 * Whether a model acts as a managed identity: its pods do, or the node does in its name when it mounts the share of an artifact. The one rule for
 * what is made in Azure, for the variables that Flux replaces, and for what is said of an identity that is missing.
 */
export function usesIdentity(model: { readonly identity: Pick<IdentityValues, 'enabled'>; readonly artifact: Pick<ArtifactValues, 'source'> }): boolean {
  return model.identity.enabled || model.artifact.source === 'share';
}

/** Whether a model's pods themselves speak to Azure: for an artifact that they fetch, or for secrets of a Key Vault. */
function podsUseIdentity(spec: CompleteModelSpec, environment: CompleteEnvironment): boolean {
  return spec.artifact?.blob !== undefined
    || secretsOf('', spec, environment).source === 'key-vault'
    || Object.values(spec.env).some((value) => typeof value === 'object' && value.keyVaultSecret !== undefined);
}

/** The identity of a team in an environment; what the environment does not know is a variable that Flux replaces. */
export function identityOf(team: string, spec: CompleteModelSpec, environment: CompleteEnvironment): IdentityValues {
  const { identities, tenantId } = environment.spec;
  return {
    enabled: podsUseIdentity(spec, environment),
    clientId: Object.hasOwn(identities, team) ? identities[team] : `\${${clientIdVariable(team)}}`,
    tenantId: tenantId ?? `\${${TENANT_ID_VARIABLE}}`,
  };
}
