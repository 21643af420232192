metadata description = 'Who reads secrets, and who writes them.'

@description('Name of the vault.')
param vaultName string

@description('Identities of models: a key that role assignments are named by, object id, and whether they read secrets.')
param readers { key: string, principalId: string, secrets: bool }[]

@description('Entra groups that write secrets, by object id.')
param administratorGroupIds string[]

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: if (reader.secrets) {
    name: guid(vault.id, reader.key, secretsUser)
    scope: vault
    properties: {
      description: 'Mounts users, signing keys and variables of models.'
      principalId: reader.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    }
  }
]

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for groupId in administratorGroupIds: {
    name: guid(vault.id, groupId, secretsOfficer)
    scope: vault
    properties: {
      description: 'Writes the secrets of models.'
      principalId: groupId
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer)
    }
  }
]
