import type { CompleteEnvironment } from '../complete-environment.generated';
import type { CompleteModelSpec } from '../complete-model.generated';
import { clientIdVariable, TENANT_ID_VARIABLE } from '../naming';
import type { IdentityValues } from '../values';
import { secretsOf } from './secrets';

/** Whether a model's pods speak to Azure: for their artifact, or for secrets of a Key Vault. */
export function needsIdentity(spec: CompleteModelSpec, environment: CompleteEnvironment): boolean {
  return spec.artifact?.blob !== undefined
    || secretsOf('', spec, environment).source === 'key-vault'
    || Object.values(spec.env).some((value) => typeof value === 'object' && value.keyVaultSecret !== undefined);
}

/** The identity of a team in an environment; what the environment does not know is a variable that Flux replaces. */
export function identityOf(team: string, spec: CompleteModelSpec, environment: CompleteEnvironment): IdentityValues {
  const { identities, tenantId } = environment.spec;
  return {
    enabled: needsIdentity(spec, environment),
    clientId: Object.hasOwn(identities, team) ? identities[team] : `\${${clientIdVariable(team)}}`,
    tenantId: tenantId ?? `\${${TENANT_ID_VARIABLE}}`,
  };
}
