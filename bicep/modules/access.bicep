metadata description = 'The identities of models and of Flux, and who may read and write images, models and secrets.'

import { dataStores, modelIdentity } from '../types.bicep'

@description('Region of the identities.')
param location string

@description('Name of the cluster.')
param clusterName string

@description('Issuer of the tokens of service accounts.')
param oidcIssuer string

@description('Object id of the identity that the nodes pull images with.')
param kubeletPrincipalId string

@description('Identities of the models, by team.')
param modelIdentities modelIdentity[]

@description('Service accounts of the controllers of Flux that read from the registry: artifacts, or which images there are.')
param fluxControllers string[]

@description('Registry, storage account and vault.')
param stores dataStores

@description('Entra groups that write secrets, by object id.')
param administratorGroupIds string[]

@description('Tags of the identities.')
param tags { *: string }

module models 'identity.bicep' = [
  for identity in modelIdentities: {
    params: {
      location: location
      name: identity.name
      issuer: oidcIssuer
      accounts: identity.models
      tags: tags
    }
  }
]

module flux 'identity.bicep' = if (!empty(fluxControllers)) {
  params: {
    location: location
    name: '${clusterName}-flux'
    issuer: oidcIssuer
    accounts: [for controller in fluxControllers: { name: controller, namespace: 'flux-system' }]
    tags: tags
  }
}

module registryAccess 'registry-access.bicep' = if (stores.?registry != null) {
  scope: resourceGroup(stores.?registry.?resourceGroup ?? resourceGroup().name)
  params: {
    registryName: stores.registry!.name
    roleAssignmentMode: stores.registry!.roleAssignmentMode
    readers: concat(
      [{ key: '${resourceGroup().id}/${clusterName}/kubelet', principalId: kubeletPrincipalId }],
      !empty(fluxControllers)
        ? [{ key: '${resourceGroup().id}/${clusterName}/flux', principalId: flux.?outputs.principalId ?? '' }]
        : []
    )
    publisherIds: stores.publisherIds
  }
}

module storageAccess 'storage-access.bicep' = if (stores.?storage != null) {
  scope: resourceGroup(stores.?storage.?resourceGroup ?? resourceGroup().name)
  params: {
    settings: stores.storage!
    readers: [
      for (identity, index) in modelIdentities: {
        key: '${resourceGroup().id}/${identity.name}'
        principalId: models[index].outputs.principalId
        blobs: identity.readsBlobs
        shares: identity.readsShares
      }
    ]
    publisherIds: stores.publisherIds
  }
}

module vaultAccess 'key-vault-access.bicep' = if (stores.?vault != null) {
  params: {
    vaultName: stores.vault!.name
    readers: [
      for (identity, index) in modelIdentities: {
        key: '${resourceGroup().id}/${identity.name}'
        principalId: models[index].outputs.principalId
        secrets: identity.readsSecrets
      }
    ]
    administratorGroupIds: administratorGroupIds
  }
}

@description('Client id of each identity, by the variable that manifests hold in its place.')
output clientIds { variable: string, clientId: string }[] = [
  for (identity, index) in modelIdentities: {
    variable: identity.variable
    clientId: models[index].outputs.clientId
  }
]

@description('Client id of the identity of Flux; empty without one.')
output fluxClientId string = flux.?outputs.clientId ?? ''
