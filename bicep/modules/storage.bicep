metadata description = 'The storage account of the models. No shared keys, nothing public, HTTPS only, versions kept.'

import { dataAccess, storage } from '../types.bicep'

@description('Region of the account.')
param location string

@description('The account.')
param settings storage

@description('Where it may be reached from.')
param access dataAccess

@description('Resource id of the subnet of the nodes.')
param nodesSubnetId string

@description('Whether copies are kept in several zones of the region.')
param zoneRedundant bool

@description('Whether the account is locked against deletion.')
param locked bool

@description('Tags of the account.')
param tags { *: string }

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: settings.account
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: access.restricted ? 'Deny' : 'Allow'
      ipRules: [for range in access.allowedIpRanges: { value: range, action: 'Allow' }]
      virtualNetworkRules: [
        {
          id: nodesSubnetId
          action: 'Allow'
        }
      ]
    }
    // Without shared keys a share is mounted with an identity, which needs OAuth over SMB.
    azureFilesIdentityBasedAuthentication: empty(settings.shares)
      ? null
      : {
          directoryServiceOptions: 'None'
          smbOAuthSettings: {
            isSmbOAuthEnabled: true
          }
        }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: 14
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 14
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: settings.container
  properties: {
    publicAccess: 'None'
  }
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' = if (!empty(settings.shares)) {
  parent: account
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: true
      days: 14
    }
    protocolSettings: {
      smb: {
        versions: 'SMB3.1.1'
        authenticationMethods: 'Kerberos'
        channelEncryption: 'AES-128-GCM;AES-256-GCM'
      }
    }
  }
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2025-06-01' = [
  for name in settings.shares: {
    parent: files
    name: name
    properties: {
      shareQuota: 100
      enabledProtocols: 'SMB'
    }
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds every version of every model.'
  }
}
