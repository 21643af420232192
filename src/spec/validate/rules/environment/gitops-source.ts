import { isOciAddress } from '../../../oci-address';
import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/** The address is of the kind that the source says, and nothing is written that the source does not read. */
export const gitopsSource: EnvironmentRule = ({ spec: { gitops } }) => {
  if (gitops === undefined) return [];
  const findings: Finding[] = [];
  if ((gitops.source === 'oci') !== gitops.url.startsWith('oci://')) {
    const wanted = gitops.source === 'oci' ? 'start with oci://' : 'start with https:// or ssh://';
    findings.push({ path: ['spec', 'gitops', 'url'], at: 'value', message: `spec.gitops.url (${gitops.url}) must ${wanted} with source ${gitops.source}` });
  }
  if (gitops.source === 'git' && gitops.tag !== undefined) {
    findings.push({ path: ['spec', 'gitops', 'tag'], at: 'key', message: 'spec.gitops.tag is only read with source oci; with git it is spec.gitops.branch' });
  }
  if (gitops.source === 'git' && gitops.deliver !== 'chart-oci' && gitops.verify !== undefined) {
    findings.push({ path: ['spec', 'gitops', 'verify'], at: 'key', message: 'spec.gitops.verify is only read with source oci or deliver chart-oci; commits are not checked by it' });
  }
  if (gitops.source === 'oci' && gitops.url.startsWith('oci://') && !isOciAddress(gitops.url)) {
    findings.push({ path: ['spec', 'gitops', 'url'], at: 'value', message: `spec.gitops.url (${gitops.url}) must name a repository of the registry, in lower case, as oci://contososcoring.azurecr.io/flux/production` });
  }
  const { imageUpdates } = gitops;
  if (gitops.source === 'oci' && imageUpdates !== undefined && imageUpdates.url === undefined) {
    findings.push({ path: ['spec', 'gitops', 'imageUpdates'], at: 'key', message: 'spec.gitops.imageUpdates.url must be given with source oci: the repository whose specs are changed' });
  }
  if (imageUpdates?.branch !== undefined && gitops.source === 'git' && imageUpdates.branch === gitops.branch) {
    findings.push({ path: ['spec', 'gitops', 'imageUpdates', 'branch'], at: 'value', message: `spec.gitops.imageUpdates.branch (${imageUpdates.branch}) must not be spec.gitops.branch: specs would change there without dist/; leave it out, or name a branch for pull requests` });
  }
  return findings;
};
