import { field, type BrokenLink, type PairRule, type WiredEnvironment } from './link';

/** A cluster is that of one environment: a second deployment would make the first one's pools and Flux its own. */
export const clusterLinks: PairRule = (first, second) => {
  const [one, other] = [first, second].map(({ environment: { spec: { cluster } } }) => cluster);
  const isSame = one.name.toLowerCase() === other.name.toLowerCase() && one.resourceGroup.toLowerCase() === other.resourceGroup.toLowerCase();
  if (!isSame || !shareSubscription(first, second)) { return []; }
  return [{
    severity: 'error',
    here: field(second.file, 'spec', 'cluster', 'name'),
    there: field(first.file, 'spec', 'cluster', 'name'),
    message: `spec.cluster.name (${other.name}) in resource group ${other.resourceGroup} is the cluster of environment ${first.environment.metadata.name} already ({there}); a deployment of one would take the nodes of the other away`,
  }];
};

interface Store {
  readonly noun: string;
  readonly name: (wired: WiredEnvironment) => string | undefined;
  readonly path: readonly string[];
  readonly existing: 'registry' | 'storage' | 'keyVault';
}

const STORES: readonly Store[] = [
  { noun: 'registry', name: ({ environment }) => environment.spec.registry?.name, path: ['spec', 'registry', 'name'], existing: 'registry' },
  { noun: 'storage account', name: ({ environment }) => environment.spec.storage?.account, path: ['spec', 'storage', 'account'], existing: 'storage' },
  { noun: 'Key Vault', name: ({ environment }) => environment.spec.keyVault, path: ['spec', 'keyVault'], existing: 'keyVault' },
];

/** Registry, account and vault have names that are unique in all of Azure: one environment makes them, and the others say that they are there. */
export const storeLinks: PairRule = (first, second) => STORES.flatMap(({ noun, name, path, existing }): BrokenLink[] => {
  const shared = name(first);
  if (shared === undefined || shared !== name(second)) { return []; }
  if ([first, second].some(({ environment }) => environment.spec.azure.existing[existing])) { return []; }
  const { metadata } = first.environment;
  return [{
    severity: 'warning',
    here: field(second.file, ...path),
    there: field(first.file, ...path),
    message: `both environments make the ${noun} ${shared}, ${metadata.name} too ({there}); its name is unique in Azure: let one make it, and say spec.azure.existing.${existing}: true in the other`,
  }];
});

/** Two subscriptions that are not both said may be one. */
function shareSubscription(first: WiredEnvironment, second: WiredEnvironment): boolean {
  const [one, other] = [first, second].map(({ environment }) => environment.spec.azure.subscriptionId);
  return one === undefined || other === undefined || one === other;
}
