metadata description = 'Who administers the cluster.'

@description('Name of the cluster.')
param clusterName string

@description('Entra groups, by object id.')
param administratorGroupIds string[]

var clusterAdministrator = 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b'

resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: clusterName
}

resource administrator 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for groupId in administratorGroupIds: {
    name: guid(aks.id, groupId, clusterAdministrator)
    scope: aks
    properties: {
      description: 'Administers the cluster through Entra ID.'
      principalId: groupId
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', clusterAdministrator)
    }
  }
]
