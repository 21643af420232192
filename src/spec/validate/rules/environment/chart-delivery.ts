import { registryHost } from '../../../environment';
import { isOciAddress } from '../../../oci-address';
import type { Finding } from '../../../problem';
import type { EnvironmentRule } from '../rule';

/** Charts that Flux is to install are somewhere, and nothing is written that the way of delivery does not read. */
export const chartDelivery: EnvironmentRule = (environment) => {
  const { gitops } = environment.spec;
  if (gitops === undefined) return [];
  const { deliver, charts, source, shards } = gitops;
  const findings: Finding[] = [];
  const find = (field: string, at: Finding['at'], message: string) => { findings.push({ path: ['spec', 'gitops', field], at, message }); };
  if (deliver === 'chart-git' && source !== 'git') {
    find('deliver', 'value', 'spec.gitops.deliver chart-git needs source git: Flux takes a chart by its path from a repository alone; with source oci it is chart-oci');
  }
  if (deliver === 'chart-oci' && charts === undefined && registryHost(environment) === undefined) {
    find('deliver', 'value', 'spec.gitops.charts is required with deliver chart-oci where the environment has no registry: where plumbline chart push puts the charts');
  }
  if (deliver !== 'chart-oci' && charts !== undefined) {
    find('charts', 'key', `spec.gitops.charts is only read with deliver chart-oci, not with ${deliver}`);
  }
  if (charts !== undefined && !isOciAddress(charts)) {
    find('charts', 'value', `spec.gitops.charts (${charts}) must name a place in the registry, in lower case, as oci://contososcoring.azurecr.io/charts`);
  }
  if (deliver !== 'manifests' && shards > 0) {
    find('shards', 'key', `spec.gitops.shards is only read with deliver manifests: with ${deliver} each model is a release of its own`);
  }
  return findings;
};
