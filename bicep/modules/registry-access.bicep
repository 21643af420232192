metadata description = 'Who pulls images, and who pushes them.'

@description('Name of the registry.')
param registryName string

@description('Which roles count: in AbacRepositoryPermissions those of the whole registry are not looked at.')
param roleAssignmentMode 'LegacyRegistryPermissions' | 'AbacRepositoryPermissions'

@description('Who pulls: a key that the role assignment is named by, and the object id.')
param readers { key: string, principalId: string }[]

@description('Object ids of the service principals that push.')
param publisherIds string[]

// https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
var roles = roleAssignmentMode == 'AbacRepositoryPermissions'
  ? {
      pull: 'b93aa761-3e63-49ed-ac28-beffa264f7ac'
      push: '2a1e307c-b015-4ebd-883e-5b7698a07328'
    }
  : {
      pull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
      push: '8311e382-0749-4cb8-b61a-304f252e45ec'
    }

resource acr 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    name: guid(acr.id, reader.key, roles.pull)
    scope: acr
    properties: {
      description: 'Pulls images.'
      principalId: reader.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.pull)
    }
  }
]

resource push 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for publisherId in publisherIds: {
    name: guid(acr.id, publisherId, roles.push)
    scope: acr
    properties: {
      description: 'Builds and pushes images.'
      principalId: publisherId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.push)
    }
  }
]
