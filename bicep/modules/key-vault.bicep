metadata description = 'The vault of users, signing keys and other secrets. Rights come from roles alone; what is deleted can be brought back.'

import { dataAccess } from '../types.bicep'

@description('Region of the vault.')
param location string

@description('Name of the vault.')
param name string

@description('Where it may be reached from.')
param access dataAccess

@description('Resource id of the subnet of the nodes.')
param nodesSubnetId string

@description('Whether the vault is locked against deletion.')
param locked bool

@description('Tags of the vault.')
param tags { *: string }

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: access.restricted ? 'Deny' : 'Allow'
      ipRules: [for range in access.allowedIpRanges: { value: range }]
      virtualNetworkRules: [
        {
          id: nodesSubnetId
        }
      ]
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the users and signing keys of every model.'
  }
}
