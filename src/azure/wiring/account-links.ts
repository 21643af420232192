import { CLOUDS } from '../../spec';
import { usesIdentity } from '../../spec/resolve/identity';
import { readsSecrets } from '../fleet';
import { modelIdentities } from '../model-identities';
import { field, type LinkRule } from './link';

/**
 * Service account -> federated credential -> identity -> role -> container, share or vault -> address in the manifest. Every model that acts as an
 * identity has one credential, of the identity whose client id its service account names, with a right on what it reads.
 */
export const accountLinks: LinkRule = ({ file, environment, fleet, placements }) => {
  const { spec: { storage, keyVault, cluster, identities } } = environment;
  const made = modelIdentities(fleet);
  const ofAccount = new Map(made.flatMap((identity) => identity.models.map(({ namespace, name }) => [`${namespace}/${name}`, identity] as const)));
  const suffixes = CLOUDS[cluster.cloud];
  return placements.filter(({ values }) => usesIdentity(values)).flatMap(({ model, values }) => {
    const broken = (there: ReturnType<typeof field>, message: string) =>
      [{ severity: 'error' as const, here: field(model.file, 'metadata', 'name'), there, message: `${message} ({there})` }];
    const identity = ofAccount.get(`${values.namespace}/${values.name}`);
    const subject = `system:serviceaccount:${values.namespace}:${values.name}`;
    if (identity === undefined) { return broken(field(file, 'metadata', 'name'), `${subject} has no federated credential in ${environment.metadata.name}`); }
    // A team's first identity may be known by its id; any other is named by the variable that Flux replaces.
    const known = identities[values.team];
    const { clientId } = values.identity;
    if (clientId !== `\${${identity.variable}}` && clientId !== known) {
      return broken(field(file, 'spec', 'identities'), `the service account of model ${values.name} names ${clientId}, and its credential is one of ${identity.name}`);
    }
    const { artifact, secrets } = values;
    if (artifact.source === 'blob') {
      const container = `https://${storage?.account ?? ''}.${suffixes.blob}/${storage?.container ?? ''}/`;
      if (!identity.readsBlobs || !artifact.location.startsWith(container)) {
        return broken(field(file, 'spec', 'storage'), `model ${values.name} fetches ${artifact.location}, and ${identity.name} may read ${container} alone`);
      }
    }
    if (artifact.source === 'share' && (!identity.readsShares || artifact.share.storageAccount !== storage?.account)) {
      return broken(field(file, 'spec', 'storage'), `model ${values.name} mounts a share of ${artifact.share.storageAccount}, and ${identity.name} may mount those of ${storage?.account ?? 'none'} alone`);
    }
    if (readsSecrets(values) && (!identity.readsSecrets || secrets.keyVault !== keyVault)) {
      return broken(field(file, 'spec', 'keyVault'), `model ${values.name} mounts secrets of vault ${secrets.keyVault}, and ${identity.name} may read those of ${keyVault ?? 'none'} alone`);
    }
    return [];
  });
};
