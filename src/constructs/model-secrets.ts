import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { concat, each, equal, join, or, type Reference, some, type Value, when } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, substitutedAnnotations } from './metadata';
import { RUNTIME } from './runtime-contract';
import type { Templated } from './templated';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

export const SECRETS_VOLUME = 'secrets';
export const KEY_VAULT_VOLUME = 'key-vault';

/** Where the vault's files stand: in the gateway's secrets folder, unless an existing Secret is mounted there. */
export const keyVaultPath = (values: Values) => when(hasSecretVolume(values), '/mnt/key-vault', RUNTIME.secretsPath);

/** The Secret that the CSI driver keeps equal to the Key Vault secrets behind environment variables. */
export const synchronisedSecretName = (values: Values) => concat(values.name, '-env');

/** Whether the gateway's secrets are in an existing Secret. */
export const hasSecretVolume = (values: Values) => equal(values.secrets.source, 'secret');

/** Whether anything comes from Key Vault; the driver synchronises only what a pod mounts, so variables need the volume too. */
export const hasKeyVaultVolume = (values: Values) => or(equal(values.secrets.source, 'key-vault'), hasKeyVaultVariables(values));

const hasKeyVaultVariables = (values: Values) => some(values.variables, 'source', 'key-vault');

/**
 * Names of the Key Vault secrets that the pods read through the Secrets Store CSI driver, with the model's workload identity
 * (https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access). Only names stand here; values never leave the vault and the node.
 */
export class ModelSecrets extends Construct {
  constructor(scope: Construct, id: string, values: Values) {
    super(scope, id);
    addKubeObject<SecretProviderClass>(this, 'Resource', { apiVersion: 'secrets-store.csi.x-k8s.io/v1', kind: 'SecretProviderClass' }, {
      metadata: { ...objectMetadata(values), annotations: substitutedAnnotations(values) },
      spec: {
        provider: 'azure',
        parameters: {
          clientID: values.identity.clientId,
          keyvaultName: values.secrets.keyVault,
          tenantId: values.identity.tenantId,
          usePodIdentity: 'false',
          objects: join('', ['array:\n', ...objects(values)]),
        },
        secretObjects: when(hasKeyVaultVariables(values), [{
          secretName: synchronisedSecretName(values),
          type: 'Opaque',
          data: each(values.variables, (variable) => when(equal(variable.source, 'key-vault'), {
            objectName: variable.name,
            key: variable.name,
          })),
        }]),
      },
    }, { condition: hasKeyVaultVolume(values) });
  }
}

/** The driver takes its list as YAML text in which every item is YAML text again. */
function objects(values: Values) {
  const item = (name: Value<string>, alias: Value<string>) =>
    concat('  - |\n    objectName: ', name, '\n    objectType: secret\n    objectAlias: ', alias, '\n');
  return [
    ...each(values.secrets.files, (file) => item(file.keyVaultSecret, file.file)),
    ...each(values.variables, (variable) => when(equal(variable.source, 'key-vault'), item(variable.keyVaultSecret, variable.name), '')),
  ];
}

/** https://github.com/kubernetes-sigs/secrets-store-csi-driver, apis/v1/secretproviderclass_types.go */
interface SecretProviderClass {
  readonly metadata: k8s.ObjectMeta;
  readonly spec: {
    readonly provider: string;
    readonly parameters: Record<string, string>;
    readonly secretObjects?: { secretName: string; type: string; data: { objectName: string; key: string }[] }[];
  };
}

/** The volumes behind the gateway's secrets folder. */
export function secretVolumes(values: Values): (Templated<k8s.Volume> | undefined)[] {
  return [
    when(hasSecretVolume(values), { name: SECRETS_VOLUME, secret: { secretName: values.secrets.secretName, defaultMode: 0o440 } }),
    when(hasKeyVaultVolume(values), {
      name: KEY_VAULT_VOLUME,
      csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: values.name } },
    }),
  ];
}
