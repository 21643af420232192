metadata description = 'What is seen of the cluster: logs, metrics, alerts and dashboards.'

import { monitoring } from '../types.bicep'

@description('Region of everything.')
param location string

@description('Name of the cluster.')
param clusterName string

@description('Who watches.')
param settings monitoring

@description('Resource id of the Log Analytics workspace; empty for no logs.')
param logsWorkspaceId string

@description('Entra groups that administer Grafana, by object id.')
param administratorGroupIds string[]

@description('Tags of the resources.')
param tags { *: string }

module containerInsights 'container-insights.bicep' = if (settings.containerInsights) {
  params: { location: location, clusterName: clusterName, workspaceId: logsWorkspaceId, tags: tags }
}

var workspaceName = '${clusterName}-metrics'

module prometheus 'prometheus.bicep' = if (settings.prometheus) {
  params: { location: location, name: workspaceName, clusterName: clusterName, tags: tags }
}

module actionGroup 'action-group.bicep' = if (!empty(settings.email)) {
  params: { name: '${clusterName}-operators', email: settings.email, tags: tags }
}

module alerts 'alerts.bicep' = if (settings.prometheus) {
  params: {
    location: location
    name: '${clusterName}-models'
    workspaceId: prometheus.?outputs.workspaceId ?? ''
    clusterName: clusterName
    actionGroupId: actionGroup.?outputs.id ?? ''
    tags: tags
  }
}

// The address of an instance is public and its name unique in the world, hence the suffix.
module grafana 'grafana.bicep' = if (settings.prometheus && settings.grafana) {
  params: {
    location: location
    name: 'scoring-${uniqueString(resourceGroup().id, clusterName)}'
    workspaceName: workspaceName
    administratorGroupIds: administratorGroupIds
    tags: tags
  }
  dependsOn: [prometheus]
}

@description('Address of Grafana; empty without one.')
output grafanaUrl string = grafana.?outputs.url ?? ''

@description('Name of the Grafana instance; empty without one.')
output grafanaName string = grafana.?outputs.name ?? ''
