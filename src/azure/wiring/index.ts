import { accountLinks } from './account-links';
import { apiManagementLinks, apiManagementNames } from './api-management-links';
import { clientIdLinks } from './client-id-links';
import { hostLinks, zoneLinks } from './host-links';
import { imageLinks } from './image-links';
import type { BrokenLink, LinkRule, PairRule, WiredEnvironment } from './link';
import { clusterLinks, storeLinks } from './ownership-links';
import { treeLinks } from './tree-links';

export type { BrokenLink, LinkEnd, WiredEnvironment } from './link';

const RULES: readonly LinkRule[] = [accountLinks, clientIdLinks, imageLinks, hostLinks, treeLinks, apiManagementLinks];
const PAIR_RULES: readonly PairRule[] = [clusterLinks, storeLinks, zoneLinks, apiManagementNames];

/**
 * What of the environments does not fit together: between the manifests and Azure's resources, and between two environments. Both ends are
 * written in specs; what only one program decides for both is held together by tests instead.
 */
export function brokenLinks(environments: readonly WiredEnvironment[]): BrokenLink[] {
  const pairs = environments.flatMap((first, index) => environments.slice(index + 1).map((second) => ({ first, second })));
  return [
    ...environments.flatMap((wired) => RULES.flatMap((rule) => rule(wired))),
    ...pairs.flatMap(({ first, second }) => PAIR_RULES.flatMap((rule) => rule(first, second))),
  ];
}
