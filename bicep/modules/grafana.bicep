metadata description = 'Azure Managed Grafana on the metrics of the Prometheus workspace.'

@description('Region of the instance.')
param location string

@description('Name of the instance, 2 to 23 letters, digits and dashes.')
@minLength(2)
@maxLength(23)
param name string

@description('Name of the Prometheus workspace in this resource group.')
param workspaceName string

@description('Entra groups that administer Grafana, by object id.')
param administratorGroupIds string[]

@description('Tags of the instance.')
param tags { *: string }

var monitoringDataReader = 'b0d8363b-8ddd-447d-831f-62ca05bff136'
var grafanaAdministrator = '22926164-76b3-42b3-bc55-97df8dab3e41'

resource workspace 'Microsoft.Monitor/accounts@2023-04-03' existing = {
  name: workspaceName
}

resource grafana 'Microsoft.Dashboard/grafana@2024-10-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    apiKey: 'Disabled'
    // Azure took 12 and 13 for new instances on 2026-06-30, and 11 no more: https://github.com/Azure/ARO-HCP/pull/5852
    grafanaMajorVersion: '12'
    publicNetworkAccess: 'Enabled'
    grafanaIntegrations: {
      azureMonitorWorkspaceIntegrations: [
        {
          azureMonitorWorkspaceResourceId: workspace.id
        }
      ]
    }
  }
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, grafana.id, monitoringDataReader)
  scope: workspace
  properties: {
    description: 'Grafana reads the metrics.'
    principalId: grafana.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringDataReader)
  }
}

resource administer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for groupId in administratorGroupIds: {
    name: guid(grafana.id, groupId, grafanaAdministrator)
    scope: grafana
    properties: {
      description: 'Administers Grafana.'
      principalId: groupId
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grafanaAdministrator)
    }
  }
]

@description('Address of Grafana.')
output url string = grafana.properties.endpoint

@description('Name of the instance, for az grafana.')
output name string = grafana.name
