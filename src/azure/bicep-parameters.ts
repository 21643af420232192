import { gitopsDefaults } from '../spec';
import { apiManagementSettings, asText, type ContractFile, inItsFile } from './api-management/settings';
import { bicepLiteral, type BicepValue } from './bicep-literal';
import { recordsInZone } from './dns-records';
import type { Fleet } from './fleet';
import { modelIdentities, sharesOf } from './model-identities';
import { planNodes, type NodePlan, type PlannedPool } from './node-plan';

/** A parameter of `bicep/main.bicep`, and what a reader should know about its value. */
interface Parameter {
  readonly name: string;
  readonly comments: readonly string[];
  readonly value: BicepValue;
}

/** A repository's own `bicep/main.bicep`, seen from its parameters. */
export const OWN_TEMPLATE = '../main.bicep';

/** The template that comes with Plumbline, seen from the parameters of a repository that has it installed. */
export const PACKAGED_TEMPLATE = '../../node_modules/plumbline-scoring/bicep/main.bicep';

export type TemplatePath = typeof OWN_TEMPLATE | typeof PACKAGED_TEMPLATE;

/**
 * `bicep/environments/<environment>.bicepparam`: everything that the models and the environment's file say about Azure, as values of
 * `bicep/main.bicep`. Text alone, so that nobody needs the Bicep CLI to render it; `bicep format` leaves it as it is. Holds no secret:
 * secrets stand in Key Vault, and nothing here refers to one.
 * @param template what the values are for: Bicep refuses a file of parameters whose template it does not find
 * @throws RangeError when a model's pod fits no node of the environment, which its validation tells in words
 */
export function bicepParameters(fleet: Fleet, template: TemplatePath = OWN_TEMPLATE): string {
  const blocks = parametersOf(fleet, inItsFile).map(({ name, comments, value }) => `${comments.map((comment) => `// ${comment}\n`).join('')}param ${name} = ${bicepLiteral(value)}\n`);
  return [`using '${template}'\n`, ...blocks].join('\n');
}

/** The same values for Azure Resource Manager itself, as a deployment of `bicep/main.json` takes them. */
export function deploymentParameters(fleet: Fleet): Record<string, { readonly value: BicepValue }> {
  return Object.fromEntries(parametersOf(fleet, asText).map(({ name, value }) => [name, { value }]));
}

function parametersOf(fleet: Fleet, contract: (file: ContractFile) => BicepValue): Parameter[] {
  return [
    ...clusterParameters(fleet, planNodes(fleet)),
    ...dataParameters(fleet),
    ...operationParameters(fleet),
    { name: 'apiManagementSettings', comments: [], value: apiManagementSettings(fleet, contract) },
  ];
}

function clusterParameters({ environment }: Fleet, plan: NodePlan): Parameter[] {
  const { metadata, spec: { cluster, nodes, ingress, azure } } = environment;
  return [
    { name: 'location', comments: [], value: cluster.region },
    { name: 'tags', comments: [], value: { 'environment': metadata.name, 'managed-by': 'plumbline' } },
    {
      name: 'clusterSettings',
      comments: [],
      value: {
        name: cluster.name,
        kubernetesVersion: cluster.kubernetesVersion,
        sku: azure.clusterSku,
        tier: azure.clusterTier,
        zones: nodes.zones,
        upgradeChannel: azure.upgrades.cluster,
        nodeOsUpgradeChannel: azure.upgrades.nodeOs,
        maintenance: {
          dayOfWeek: azure.upgrades.dayOfWeek,
          startTime: azure.upgrades.startTime,
          utcOffset: azure.upgrades.utcOffset,
          durationHours: azure.upgrades.durationHours,
        },
        privateApiServer: azure.apiServer.private,
        authorizedIpRanges: azure.apiServer.authorizedIpRanges,
        gatewayApi: ingress.controller === 'gateway-api',
        administratorGroupIds: azure.administratorGroups,
      },
    },
    { name: 'systemPool', comments: ['Nodes of Kubernetes itself; models do not run there.'], value: poolValue(plan.system) },
    { name: 'nodePools', comments: plan.pools.map(poolComment), value: plan.pools.map(poolValue) },
    { name: 'networkRanges', comments: [], value: { ...azure.network } },
    dnsParameter(environment),
  ];
}

function poolValue({ name, vmSize, minCount, maxCount, maxPods, gpuSku }: PlannedPool): BicepValue {
  return { name, vmSize, minCount, maxCount, maxPods, gpuSku };
}

/** How a pool came by its size. */
function poolComment({ name, models, maxCount, nodesAtRest, nodesUnderFullLoad, nodesInAnyOrder = 0 }: PlannedPool): string {
  const who = `${name}: ${counted(models.length, 'model')}`;
  if (nodesAtRest === undefined || nodesUnderFullLoad === undefined) return `${who}; the size is not in Plumbline's table, so its count is not planned.`;
  const limit = nodesInAnyOrder > maxCount ? `, limited to ${maxCount} by nodes.max` : '';
  return `${who}; ${counted(nodesAtRest, 'node')} at rest, ${nodesUnderFullLoad} under full load, ${nodesInAnyOrder} if pods come in the worst order${limit}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function dnsParameter({ spec: { host, additionalHosts, azure: { dnsZone } } }: Fleet['environment']): Parameter {
  const value = dnsZone === undefined ? null : { name: dnsZone, records: recordsInZone([host, ...additionalHosts], dnsZone) };
  return { name: 'dnsSettings', comments: [], value };
}

function dataParameters(fleet: Fleet): Parameter[] {
  const { environment: { spec: { registry, storage, keyVault, cluster, azure } }, models } = fleet;
  const stores: Record<string, BicepValue> = {
    ...registry === undefined ? {} : {
      registry: {
        name: registry.name,
        sku: registry.sku,
        roleAssignmentMode: azure.registry.roleAssignmentMode,
        resourceGroup: azure.registry.resourceGroup ?? cluster.resourceGroup,
        existing: azure.existing.registry,
      },
    },
    ...storage === undefined ? {} : {
      storage: {
        account: storage.account,
        container: storage.container,
        resourceGroup: storage.resourceGroup ?? cluster.resourceGroup,
        shares: sharesOf(models),
        existing: azure.existing.storage,
      },
    },
    ...keyVault === undefined ? {} : { vault: { name: keyVault, existing: azure.existing.keyVault } },
    access: { restricted: azure.dataAccess.restricted, allowedIpRanges: azure.dataAccess.allowedIpRanges },
    locked: azure.locked,
    publisherIds: azure.publishers,
  };
  const identities = modelIdentities(fleet);
  return [
    { name: 'stores', comments: [], value: stores },
    {
      name: 'modelIdentities',
      comments: identities.length === 0 ? [] : ['One credential for the service account of each model that reads from Azure; an identity holds at most 20.'],
      value: identities.map((identity) => ({ ...identity, models: identity.models.map(({ name, namespace }) => ({ name, namespace })) })),
    },
  ];
}

function operationParameters({ environment: { metadata, spec: { gitops, monitoring, azure } } }: Fleet): Parameter[] {
  const defaults = gitopsDefaults(metadata.name);
  return [
    {
      name: 'gitopsSettings',
      comments: [],
      value: gitops === undefined ? null : {
        source: gitops.source,
        url: gitops.url,
        reference: gitops.source === 'git' ? gitops.branch : gitops.tag ?? defaults.tag,
        path: gitops.path ?? defaults.path,
        existingSecretName: azure.gitSecretName ?? '',
        imageUpdates: gitops.imageUpdates !== undefined,
        verified: gitops.source === 'oci' && gitops.verify !== undefined,
        ...gitops.deliver === 'chart-oci' && { charts: true },
      },
    },
    {
      name: 'monitoringSettings',
      comments: [],
      value: {
        containerInsights: monitoring.containerInsights,
        logRetentionDays: azure.logRetentionDays,
        prometheus: monitoring.prometheus === 'azure',
        grafana: monitoring.grafana,
        email: monitoring.alerts?.email ?? '',
        ...azure.budget === undefined ? {} : { budget: { amount: azure.budget.amount, startDate: azure.budget.startDate } },
      },
    },
  ];
}
