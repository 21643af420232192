metadata description = 'Azure Monitor managed Prometheus: the workspace of the metrics, and the way from the cluster to it.'

@description('Region of the workspace.')
param location string

@description('Name of the workspace.')
param name string

@description('Name of the cluster.')
param clusterName string

@description('Tags of the resources.')
param tags { *: string }

// The add-on looks for these names: https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
var collectorName = 'MSProm-${location}-${clusterName}'

resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: clusterName
}

resource workspace 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: name
  location: location
  tags: tags
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = {
  name: take(collectorName, 44)
  location: location
  tags: tags
  kind: 'Linux'
  properties: {}
}

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: take(collectorName, 64)
  location: location
  tags: tags
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
    dataSources: {
      prometheusForwarder: [
        {
          name: 'PrometheusDataSource'
          streams: [
            'Microsoft-PrometheusMetrics'
          ]
          labelIncludeFilter: {}
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: 'workspace'
          accountResourceId: workspace.id
        }
      ]
    }
    dataFlows: [
      {
        streams: [
          'Microsoft-PrometheusMetrics'
        ]
        destinations: [
          'workspace'
        ]
      }
    ]
  }
}

resource association 'Microsoft.Insights/dataCollectionRuleAssociations@2023-03-11' = {
  name: 'metrics'
  scope: aks
  properties: {
    description: 'Metrics of the cluster.'
    dataCollectionRuleId: rule.id
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id
