metadata description = 'A fixed public address for the ingress, and the DNS zone whose records lead to it.'

import { dnsZone } from '../types.bicep'

@description('Region of the address.')
param location string

@description('Name of the address.')
param addressName string

@description('The zone.')
param settings dnsZone

@description('Availability zones of the address; empty for a region without zones.')
param zones string[]

@description('Object id of the identity of the cluster, which gives the address to its load balancer.')
param clusterPrincipalId string

@description('Tags of the resources.')
param tags { *: string }

var networkContributor = '4d97b98b-1d4f-4787-a291-c67834d212e7'

resource address 'Microsoft.Network/publicIPAddresses@2024-07-01' = {
  name: addressName
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  zones: empty(zones) ? null : zones
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource zone 'Microsoft.Network/dnsZones@2018-05-01' = {
  name: settings.name
  location: 'global'
  tags: tags
}

resource record 'Microsoft.Network/dnsZones/A@2018-05-01' = [
  for name in settings.records: {
    parent: zone
    name: name
    properties: {
      TTL: 300
      targetResource: {
        id: address.id
      }
    }
  }
]

resource useAddress 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(address.id, networkContributor)
  scope: address
  properties: {
    description: 'The cluster gives the address to its load balancer.'
    principalId: clusterPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', networkContributor)
  }
}

@description('The address of the ingress.')
output ingressAddress string = address.properties.ipAddress

@description('Servers that the parent zone has to name.')
output nameServers string[] = zone.properties.nameServers
