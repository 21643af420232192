metadata description = 'The container registry of the models. No administrator account, no anonymous pull.'

import { registry } from '../types.bicep'

@description('Region of the registry.')
param location string

@description('The registry.')
param settings registry

@description('Whether the registry is locked against deletion.')
param locked bool

@description('Tags of the registry.')
param tags { *: string }

resource acr 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: settings.name
  location: location
  tags: tags
  sku: {
    name: settings.sku
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    roleAssignmentMode: settings.roleAssignmentMode
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'keep'
  scope: acr
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the images of every model.'
  }
}
