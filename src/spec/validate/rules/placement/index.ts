import type { PlacementRule } from '../rule';
import { clientIdKnown } from './client-id-known';
import { entraTenant } from './entra-tenant';
import { fitsNode } from './fits-node';
import { gpuPool } from './gpu-pool';
import { hostServed } from './host-served';
import { keyVaultKnown } from './key-vault-known';
import { namespaceFree } from './namespace-free';
import { registryKnown } from './registry-known';
import { storageKnown } from './storage-known';

/** What a model needs of the environment that it runs in. */
export const PLACEMENT_RULES: readonly PlacementRule[] = [
  namespaceFree, registryKnown, storageKnown, keyVaultKnown, hostServed, gpuPool, fitsNode, entraTenant, clientIdKnown,
];
