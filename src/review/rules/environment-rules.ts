import type { CompleteEnvironment } from '../../spec';
import { valueAt } from '../../spec/problem';
import { pathText } from '../differences';
import { caution, danger, info, type Said, type Section, type Severity } from '../statement';
import { fromTo, listed, shown } from '../wording';
import type { EnvironmentRule } from './rule';

type Judge = (before: CompleteEnvironment, after: CompleteEnvironment) => readonly Said[];

const rule = (id: string, section: Section, fields: readonly string[], judge: Judge): EnvironmentRule =>
  ({ about: 'environment', id, section, fields: fields.map((field) => field.startsWith('metadata.') ? field : `spec.${field}`), judge });

/** Every field that changed, with what that means. */
const plain = (id: string, section: Section, severity: Severity, fields: readonly string[], meaning: string, because = ''): EnvironmentRule => {
  const made = rule(id, section, fields, (before, after) => {
    const changed = made.fields.flatMap((field) => leaves(before, after, field));
    return changed.length === 0 ? [] : [{ severity, text: `${listed(changed)}${meaning === '' ? '' : `: ${meaning}`}`, because }];
  });
  return made;
};

/** Let's Encrypt's limit for a registered domain (https://letsencrypt.org/docs/rate-limits/). */
const CERTIFICATES_A_WEEK = 50;

/** What a change of an environment means. What it changes in each model is said by the models' rules. */
export const ENVIRONMENT_RULES: readonly EnvironmentRule[] = [
  rule('kubernetes-version', 'cluster', ['cluster.kubernetesVersion'], ({ spec: { cluster: before } }, { spec: { cluster: after } }) => [
    minor(after.kubernetesVersion) < minor(before.kubernetesVersion)
      ? danger(`Kubernetes ${fromTo(before.kubernetesVersion, after.kubernetesVersion)}: AKS cannot go back`, 'Kubernetes would go back')
      : caution(`Kubernetes ${fromTo(before.kubernetesVersion, after.kubernetesVersion)}: nodes are replaced one by one${minor(after.kubernetesVersion) > minor(before.kubernetesVersion) + 1 ? '; AKS upgrades one minor version at a time' : ''}`, 'Kubernetes is upgraded'),
  ]),
  plain('cluster', 'azure', 'danger', ['cluster.name', 'cluster.region', 'cluster.resourceGroup', 'cluster.cloud'], 'in Azure this is another cluster, and the old one stays', 'this is another cluster'),
  plain('registry', 'azure', 'caution', ['registry'], 'images have to be there', 'the registry changed'),
  plain('storage', 'azure', 'caution', ['storage'], 'artifacts have to be there', 'the storage changed'),
  plain('key-vault', 'security', 'caution', ['keyVault'], 'secrets have to be there', 'the Key Vault changed'),
  rule('tenant', 'security', ['tenantId'], ({ spec: { tenantId: before } }, { spec: { tenantId: after } }) => [
    before === undefined || after === undefined
      ? caution(`tenant ${fromTo(before, after)} (none: Flux fills it in the cluster)`, 'the tenant is said elsewhere')
      : danger(`tenant ${fromTo(before, after)}: identities and tokens of the old one are refused`, 'the tenant changed'),
  ]),
  plain('identities', 'security', 'caution', ['identities'], 'pods act as these identities', 'identities changed'),
  plain('host', 'clients', 'danger', ['host'], 'every model without a host of its own moves', 'the host changed'),
  rule('additional-hosts', 'clients', ['additionalHosts'], ({ spec: { additionalHosts: before } }, { spec: { additionalHosts: after } }) => {
    const gone = before.filter((host) => !after.includes(host));
    const text = `further hosts ${fromTo(before, after)}`;
    return [gone.length > 0 ? danger(`${text}: clients of ${listed(gone)} are cut off`, 'a host is gone') : info(text)];
  }),
  plain('way-in', 'security', 'danger', ['ingress'], 'all traffic goes another way', 'the way in changed'),
  rule('issuer', 'security', ['certificates.issuer'], ({ spec: { certificates: before } }, { spec: { certificates: after } }) => [
    danger(`certificates by ${fromTo(before.issuer, after.issuer)}: ${after.issuer === 'letsencrypt' ? `the production issuer allows ${CERTIFICATES_A_WEEK} certificates a week for a domain` : after.issuer === 'letsencrypt-staging' ? 'no client trusts the staging issuer' : 'clients must trust who signs'}`, 'the issuer of certificates changed'),
  ]),
  plain('certificates', 'security', 'caution', ['certificates.email', 'certificates.caSecret', 'certificates.secretName'], '', 'the certificates changed'),
  plain('node-pools', 'cluster', 'caution', ['nodes.sizes', 'nodes.gpuSizes', 'nodes.zones'], 'pools are made or removed, and pods move', 'the node pools changed'),
  rule('node-limit', 'cluster', ['nodes.max'], ({ spec: { nodes: before } }, { spec: { nodes: after } }) => {
    const text = `nodes of a pool at most ${fromTo(before.max, after.max)}`;
    return [after.max < before.max ? caution(text, 'pools may grow less') : info(text)];
  }),
  plain('gitops', 'rollout', 'danger', ['gitops.source', 'gitops.url', 'gitops.branch', 'gitops.tag', 'gitops.path'], 'Flux reads from elsewhere; what is not there is pruned', 'Flux reads from elsewhere'),
  plain('shards', 'rollout', 'caution', ['gitops.shards'], 'models move to other Flux Kustomizations, once', 'the Flux tree is cut otherwise'),
  rule('delivery', 'rollout', ['gitops.deliver'], ({ spec: { gitops: before } }, { spec: { gitops: after } }) => [
    caution(`gitops.deliver ${fromTo(before?.deliver, after?.deliver)}: Flux takes over what runs, pods stay${after?.deliver === 'chart-oci' ? '; the charts have to be in the registry before' : ''}`, 'Flux makes models from something else'),
  ]),
  plain('chart-registry', 'rollout', 'caution', ['gitops.charts'], 'the charts have to be there', 'charts come from elsewhere'),
  plain('flux-messages', 'rollout', 'info', ['gitops.notifications', 'gitops.receiver'], 'the Secret has to exist in flux-system'),
  rule('image-updates', 'rollout', ['gitops.imageUpdates'], ({ spec: { gitops: before } }, { spec: { gitops: after } }) => {
    const [old, now] = [before?.imageUpdates, after?.imageUpdates];
    const renewed = Object.keys(now?.models ?? {}).filter((name) => old?.models[name] !== now?.models[name]).sort();
    const left = Object.keys(old?.models ?? {}).filter((name) => now?.models[name] === undefined).sort();
    const both = old !== undefined && now !== undefined;
    const elsewhere = both && (old.url !== now.url || old.branch !== now.branch || old.secretName !== now.secretName);
    return [
      ...renewed.length > 0 ? [caution(`Flux proposes newer images of ${listed(renewed.map((name) => `${name} (${now!.models[name]})`))} on a branch of its own`, 'Flux proposes newer images')] : [],
      ...left.length > 0 ? [info(`Flux no longer proposes newer images of ${listed(left)}`)] : [],
      ...elsewhere ? [caution(`Flux pushes newer images to branch ${fromTo(old.branch, now.branch)} of ${fromTo(old.url, now.url)} with the credentials in ${fromTo(old.secretName, now.secretName)}`, 'Flux pushes elsewhere')] : [],
    ];
  }),
  plain('flux-signatures', 'security', 'caution', ['gitops.verify'], 'what Flux takes has to be signed so before', 'what Flux trusts changed'),
  rule('components', 'cluster', ['components'], ({ spec: { components: before } }, { spec: { components: after } }) => {
    const [old, now] = [switchedOn(before), switchedOn(after)];
    const gone = old.filter((name) => !now.includes(name));
    const added = now.filter((name) => !old.includes(name));
    return [
      ...gone.length > 0 ? [danger(`component ${listed(gone)} ${gone.length === 1 ? 'is' : 'are'} no longer installed by Flux, which uninstalls what it installed`, 'a component goes')] : [],
      ...added.length > 0 ? [caution(`component ${listed(added)} ${added.length === 1 ? 'is' : 'are'} installed by Flux`, 'a component is installed')] : [],
    ];
  }),
  plain('placement', 'rollout', 'info', ['models'], 'which models run here (see each)'),
  plain('charts', 'rollout', 'info', ['charts'], 'Helm charts beside the manifests'),
  plain('watching', 'cluster', 'caution', ['monitoring'], '', 'monitoring changed'),
  plain('subscription', 'azure', 'danger', ['azure.subscriptionId'], 'plumbline infra deploys there, and what is in the old one stays', 'another subscription is deployed to'),
  plain('cluster-kind', 'azure', 'danger', ['azure.clusterSku'], 'AKS cannot change it on a running cluster', 'the kind of cluster changed'),
  plain('cluster-tier', 'azure', 'caution', ['azure.clusterTier'], 'Free has no uptime agreement', 'the tier changed'),
  plain('administrators', 'security', 'danger', ['azure.administratorGroups'], 'these groups administer the cluster and write secrets', 'other people administer the cluster'),
  plain('publishers', 'security', 'caution', ['azure.publishers'], 'these may push images and upload models', 'others may push images'),
  plain('api-server', 'security', 'danger', ['azure.apiServer'], 'from where the API server may be called', 'the API server is reached from elsewhere'),
  plain('upgrades', 'azure', 'caution', ['azure.upgrades'], '', 'upgrades come otherwise'),
  plain('system-nodes', 'azure', 'caution', ['azure.systemNodeSize'], 'the system pool is made anew', 'the system pool changed'),
  plain('network', 'azure', 'danger', ['azure.network'], 'AKS cannot change ranges of a running cluster', 'the network ranges changed'),
  plain('registry-rights', 'azure', 'caution', ['azure.registry'], '', 'the registry changed'),
  plain('existing', 'azure', 'caution', ['azure.existing'], 'whether it is made or only given rights on', 'who makes a resource changed'),
  rule('data-access', 'security', ['azure.dataAccess'], ({ spec: { azure: { dataAccess: before } } }, { spec: { azure: { dataAccess: after } } }) => {
    const from = ({ restricted, allowedIpRanges }: typeof after) =>
      restricted ? `from the nodes${allowedIpRanges.length > 0 ? ` and ${shown(allowedIpRanges)}` : ' alone'}` : 'from anywhere';
    const text = `storage and vault may be reached ${from(before)} → ${from(after)}`;
    return [before.restricted && !after.restricted ? danger(text, 'storage and vault are open to every address') : caution(text, 'access to storage and vault changed')];
  }),
  plain('git-credentials', 'security', 'caution', ['azure.gitSecretName'], 'it must exist in flux-system', 'Flux uses other credentials'),
  plain('logs', 'azure', 'info', ['azure.logRetentionDays'], ''),
  plain('dns-zone', 'azure', 'caution', ['azure.dnsZone'], '', 'the DNS zone changed'),
  rule('api-management', 'azure', ['azure.apiManagement'], ({ spec: { azure: { apiManagement: before } } }, { spec: { azure: { apiManagement: after } } }) => {
    if (before === undefined) { return [caution(`API Management ${after!.name} (${after!.sku}) is made, in front of every model`, 'an API Management is made')]; }
    if (after === undefined) { return [danger(`API Management ${before.name} is no longer deployed: it stays with what it has, until somebody deletes it`, 'an API Management is given up')]; }
    const { name: _old, ...others } = before;
    const { name: _now, ...rest } = after;
    const changed = compare(others, rest, ['azure', 'apiManagement']);
    return [
      ...before.name === after.name ? [] : [danger(`API Management ${fromTo(before.name, after.name)}: another service at another address, and the old one stays`, 'this is another API Management')],
      ...changed.length === 0 ? [] : [caution(listed(changed), 'the API Management changed')],
    ];
  }),
  plain('budget', 'azure', 'info', ['azure.budget'], ''),
  plain('lock', 'azure', 'caution', ['azure.locked'], 'whether registry, storage and vault can be deleted', 'the lock changed'),
  plain('environment-about', 'about', 'info', ['metadata.description'], ''),
];

function switchedOn(components: object): string[] {
  return Object.entries(components).flatMap(([name, value]) => value === true ? [name] : []);
}

function leaves(before: CompleteEnvironment, after: CompleteEnvironment, field: string): string[] {
  const path = field.split('.');
  return compare(valueAt(before, path), valueAt(after, path), path);
}

function compare(before: unknown, after: unknown, path: readonly string[]): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) { return []; }
  if (isMap(before) || isMap(after)) {
    const [left, right] = [isMap(before) ? before : {}, isMap(after) ? after : {}];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => compare(left[key], right[key], [...path, key]));
  }
  return [`${pathText(path.filter((part) => part !== 'spec'))} ${fromTo(before, after)}`];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function minor(version: string): number {
  return Number(version.split('.')[1]);
}
