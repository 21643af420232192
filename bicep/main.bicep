metadata description = 'A cluster that scores R models, and what surrounds it. The values are in environments/<environment>.bicepparam.'

// A resource group and no subscription: whoever deploys needs rights on nothing else.
targetScope = 'resourceGroup'

import { apiManagement, cluster, dataStores, dnsZone, gitops, modelIdentity, monitoring, network, nodePool } from 'types.bicep'

@description('Region of everything.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The AKS cluster.')
param clusterSettings cluster

@description('Nodes of the system itself.')
param systemPool nodePool

@description('Nodes of the models.')
param nodePools nodePool[]

@description('Addresses.')
param networkRanges network

@description('Public DNS zone; null where the hosts are kept elsewhere.')
param dnsSettings dnsZone?

@description('Where images, models and secrets are kept.')
param stores dataStores

@description('Managed identities of the models, by team.')
@maxLength(250)
param modelIdentities modelIdentity[]

@description('What Flux reads; null for no Flux.')
param gitopsSettings gitops?

@description('Who watches.')
param monitoringSettings monitoring

@description('API Management in front of the models; null for none.')
param apiManagementSettings apiManagement?

module platform 'modules/platform.bicep' = {
  params: {
    location: location
    settings: clusterSettings
    systemPool: systemPool
    nodePools: nodePools
    ranges: networkRanges
    monitoringSettings: monitoringSettings
    dnsSettings: dnsSettings
    tags: tags
  }
}

module data 'modules/data.bicep' = {
  params: {
    location: location
    stores: stores
    nodesSubnetId: platform.outputs.nodesSubnetId
    zoneRedundant: !empty(clusterSettings.zones)
    tags: tags
  }
}

module access 'modules/access.bicep' = {
  params: {
    location: location
    clusterName: clusterSettings.name
    oidcIssuer: platform.outputs.oidcIssuer
    kubeletPrincipalId: platform.outputs.kubeletPrincipalId
    modelIdentities: modelIdentities
    fluxControllers: concat(
      gitopsSettings.?source == 'oci' || (gitopsSettings.?charts ?? false) ? ['source-controller'] : [],
      gitopsSettings.?imageUpdates ?? false ? ['image-reflector-controller'] : []
    )
    stores: stores
    administratorGroupIds: clusterSettings.administratorGroupIds
    tags: tags
  }
  dependsOn: [data]
}

module flux 'modules/flux.bicep' = if (gitopsSettings != null) {
  params: {
    clusterName: clusterSettings.name
    settings: gitopsSettings!
    sourceClientId: access.outputs.fluxClientId
    clientIds: access.outputs.clientIds
    variables: { tenant_id: subscription().tenantId }
  }
}

module watching 'modules/monitoring.bicep' = {
  params: {
    location: location
    clusterName: clusterSettings.name
    settings: monitoringSettings
    logsWorkspaceId: platform.outputs.logsWorkspaceId
    administratorGroupIds: clusterSettings.administratorGroupIds
    tags: tags
  }
}

module cost 'modules/budget.bicep' = if (monitoringSettings.?budget != null) {
  params: {
    name: clusterSettings.name
    settings: monitoringSettings.budget!
    email: monitoringSettings.email
  }
}

module apis 'modules/api-management.bicep' = if (apiManagementSettings != null) {
  params: {
    location: location
    settings: apiManagementSettings!
    logged: monitoringSettings.containerInsights
    logsWorkspaceId: platform.outputs.logsWorkspaceId
    tags: tags
  }
}

@description('Client id of each identity, by the variable that manifests hold in its place; for spec.identities of the environment.')
output clientIds { variable: string, clientId: string }[] = access.outputs.clientIds

@description('Name of the Grafana instance, for az grafana; empty without one.')
output grafanaName string = watching.outputs.grafanaName

@description('Address of Grafana; empty without one.')
output grafanaUrl string = watching.outputs.grafanaUrl

@description('Fixed public address of the ingress; empty without a DNS zone.')
output ingressAddress string = platform.outputs.ingressAddress

@description('Name servers that the parent zone has to name; empty without a DNS zone.')
output nameServers string[] = platform.outputs.nameServers

@description('Address of API Management; empty without one.')
output apiManagementUrl string = apis.?outputs.url ?? ''
