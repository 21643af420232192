metadata description = 'The virtual network of the cluster. Nodes alone take addresses from it; pods have an overlay of their own.'

import { network } from '../types.bicep'

@description('Region of the network.')
param location string

@description('Name of the network.')
param name string

@description('Its ranges.')
param ranges network

@description('Whether the API server gets a subnet of its own.')
param withApiServerSubnet bool

@description('Object id of the identity of the cluster, which joins nodes to the subnets.')
param clusterPrincipalId string

@description('Tags of the resources.')
param tags { *: string }

var networkContributor = '4d97b98b-1d4f-4787-a291-c67834d212e7'

resource securityGroup 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: '${name}-nodes'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'AllowWebToIngress'
        properties: {
          description: 'Requests to the ingress; port 80 answers redirects and certificate challenges.'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: [
            '80'
            '443'
          ]
        }
      }
    ]
  }
}

var nodesSubnet = {
  name: 'nodes'
  properties: {
    addressPrefix: ranges.nodesPrefix
    networkSecurityGroup: {
      id: securityGroup.id
    }
    // Free of charge, and lets storage and vault be closed to everything but the nodes.
    serviceEndpoints: [
      {
        service: 'Microsoft.Storage'
      }
      {
        service: 'Microsoft.KeyVault'
      }
    ]
  }
}

var apiServerSubnet = {
  name: 'api-server'
  properties: {
    addressPrefix: ranges.apiServerPrefix
    delegations: [
      {
        name: 'aks'
        properties: {
          serviceName: 'Microsoft.ContainerService/managedClusters'
        }
      }
    ]
  }
}

// The subnets stand inside the network: one that is deployed without them may lose them.
resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        ranges.addressPrefix
      ]
    }
    subnets: withApiServerSubnet ? [nodesSubnet, apiServerSubnet] : [nodesSubnet]
  }
}

resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-07-01' existing = {
  parent: virtualNetwork
  name: nodesSubnet.name
}

resource apiServer 'Microsoft.Network/virtualNetworks/subnets@2024-07-01' existing = {
  parent: virtualNetwork
  name: apiServerSubnet.name
}

resource nodesRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(nodes.id, networkContributor)
  scope: nodes
  properties: {
    description: 'The cluster joins its nodes to the subnet.'
    principalId: clusterPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', networkContributor)
  }
}

resource apiServerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (withApiServerSubnet) {
  name: guid(apiServer.id, networkContributor)
  scope: apiServer
  properties: {
    description: 'The cluster joins its API server to the subnet.'
    principalId: clusterPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', networkContributor)
  }
}

@description('Resource id of the subnet of the nodes.')
output nodesSubnetId string = nodes.id

@description('Resource id of the subnet of the API server; empty without one.')
output apiServerSubnetId string = withApiServerSubnet ? apiServer.id : ''
