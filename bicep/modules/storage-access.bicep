metadata description = 'Who reads models from storage, and who puts them there.'

import { storage } from '../types.bicep'

@description('The account.')
param settings storage

@description('Identities of models: a key that role assignments are named by, object id, and what they read.')
param readers { key: string, principalId: string, blobs: bool, shares: bool }[]

@description('Object ids of the service principals that upload models.')
param publisherIds string[]

var blobReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var blobContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
// The only role with which an identity can mount a share over SMB; there is none for reading alone.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage#storage-file-data-smb-mi-admin
var shareMounter = 'a235d3ee-5935-4cfb-8cc5-a3303ad5995e'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: settings.account
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: account
  name: 'default'
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: blobs
  name: settings.container
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: if (reader.blobs) {
    name: guid(container.id, reader.key, blobReader)
    scope: container
    properties: {
      description: 'Fetches models.'
      principalId: reader.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobReader)
    }
  }
]

resource mount 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: if (reader.shares) {
    name: guid(account.id, reader.key, shareMounter)
    scope: account
    properties: {
      description: 'Mounts shares with models, read-only.'
      principalId: reader.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', shareMounter)
    }
  }
]

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for publisherId in publisherIds: {
    name: guid(container.id, publisherId, blobContributor)
    scope: container
    properties: {
      description: 'Uploads models.'
      principalId: publisherId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributor)
    }
  }
]
