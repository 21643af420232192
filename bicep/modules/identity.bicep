metadata description = 'A managed identity, and one federated credential for each service account that may act as it.'

import { modelAccount } from '../types.bicep'

@description('Region of the identity.')
param location string

@description('Name of the identity.')
param name string

@description('Issuer of the service accounts\' tokens: the OIDC issuer of the cluster. Not looked at without service accounts.')
param issuer string = ''

@description('Service accounts that may act as the identity; at most 20.')
@maxLength(20)
param accounts modelAccount[] = []

@description('Tags of the identity.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

// An identity refuses credentials that are written side by side:
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
@batchSize(1)
resource credential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for account in accounts: {
    parent: identity
    name: 'serviceaccount-${account.namespace}-${account.name}'
    properties: {
      issuer: issuer
      subject: 'system:serviceaccount:${account.namespace}:${account.name}'
      audiences: [
        'api://AzureADTokenExchange'
      ]
    }
  }
]

@description('Resource id of the identity.')
output id string = identity.id

@description('Client id, which service accounts are annotated with.')
output clientId string = identity.properties.clientId

@description('Object id, which roles are given to.')
output principalId string = identity.properties.principalId
