metadata description = 'Where images, models and secrets are kept.'

import { dataStores } from '../types.bicep'

@description('Region of everything.')
param location string

@description('Registry, storage account and vault.')
param stores dataStores

@description('Resource id of the subnet of the nodes.')
param nodesSubnetId string

@description('Whether the region has zones.')
param zoneRedundant bool

@description('Tags of the resources.')
param tags { *: string }

module acr 'registry.bicep' = if (!(stores.?registry.?existing ?? true)) {
  scope: resourceGroup(stores.?registry.?resourceGroup ?? resourceGroup().name)
  params: { location: location, settings: stores.registry!, locked: stores.locked, tags: tags }
}

module account 'storage.bicep' = if (!(stores.?storage.?existing ?? true)) {
  scope: resourceGroup(stores.?storage.?resourceGroup ?? resourceGroup().name)
  params: {
    location: location
    settings: stores.storage!
    access: stores.access
    nodesSubnetId: nodesSubnetId
    zoneRedundant: zoneRedundant
    locked: stores.locked
    tags: tags
  }
}

module keyVault 'key-vault.bicep' = if (!(stores.?vault.?existing ?? true)) {
  params: {
    location: location
    name: stores.vault!.name
    access: stores.access
    nodesSubnetId: nodesSubnetId
    locked: stores.locked
    tags: tags
  }
}
