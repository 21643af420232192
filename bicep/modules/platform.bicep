metadata description = 'The cluster: its identity, network, nodes, times of upgrade, and the way in.'

import { cluster, dnsZone, monitoring, network, nodePool } from '../types.bicep'

@description('Region of everything.')
param location string

@description('The AKS cluster.')
param settings cluster

@description('Nodes of the system itself.')
param systemPool nodePool

@description('Nodes of the models.')
param nodePools nodePool[]

@description('Addresses.')
param ranges network

@description('Who watches.')
param monitoringSettings monitoring

@description('Public DNS zone; null where the hosts are kept elsewhere.')
param dnsSettings dnsZone?

@description('Tags of the resources.')
param tags { *: string }

module identity 'identity.bicep' = {
  params: { location: location, name: '${settings.name}-cluster', tags: tags }
}

module virtualNetwork 'network.bicep' = {
  params: {
    location: location
    name: settings.name
    ranges: ranges
    withApiServerSubnet: settings.sku == 'Automatic'
    clusterPrincipalId: identity.outputs.principalId
    tags: tags
  }
}

module logs 'logs.bicep' = if (monitoringSettings.containerInsights) {
  params: {
    location: location
    name: '${settings.name}-logs'
    retentionDays: monitoringSettings.logRetentionDays
    tags: tags
  }
}

module dns 'dns.bicep' = if (dnsSettings != null) {
  params: {
    location: location
    addressName: '${settings.name}-ingress'
    settings: dnsSettings!
    zones: settings.zones
    clusterPrincipalId: identity.outputs.principalId
    tags: tags
  }
}

module aks 'cluster.bicep' = {
  params: {
    location: location
    settings: settings
    systemPool: systemPool
    ranges: ranges
    nodesSubnetId: virtualNetwork.outputs.nodesSubnetId
    apiServerSubnetId: virtualNetwork.outputs.apiServerSubnetId
    identityId: identity.outputs.id
    workspaceId: logs.?outputs.id ?? ''
    prometheus: monitoringSettings.prometheus
    tags: tags
  }
}

module pools 'node-pools.bicep' = {
  params: {
    clusterName: settings.name
    pools: nodePools
    zones: settings.zones
    subnetId: virtualNetwork.outputs.nodesSubnetId
  }
  dependsOn: [aks]
}

module maintenance 'maintenance.bicep' = {
  params: { clusterName: settings.name, window: settings.maintenance }
  dependsOn: [aks]
}

module access 'cluster-access.bicep' = {
  params: { clusterName: settings.name, administratorGroupIds: settings.administratorGroupIds }
  dependsOn: [aks]
}

@description('Issuer of the tokens of service accounts.')
output oidcIssuer string = aks.outputs.oidcIssuer

@description('Object id of the identity that the nodes pull images with.')
output kubeletPrincipalId string = aks.outputs.kubeletPrincipalId

@description('Resource id of the subnet of the nodes.')
output nodesSubnetId string = virtualNetwork.outputs.nodesSubnetId

@description('Resource id of the Log Analytics workspace; empty without one.')
output logsWorkspaceId string = logs.?outputs.id ?? ''

@description('Fixed public address of the ingress; empty without a DNS zone.')
output ingressAddress string = dns.?outputs.ingressAddress ?? ''

@description('Name servers that the parent zone has to name; empty without a DNS zone.')
output nameServers string[] = dns.?outputs.nameServers ?? []
