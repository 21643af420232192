metadata description = 'API Management in front of the models: their contracts imported, callers\' tokens checked, calls limited.'

import { apiManagement, publishedModel } from '../types.bicep'

@description('Region of the service.')
param location string

@description('The service, and what it publishes.')
param settings apiManagement

@description('Whether its requests are logged.')
param logged bool

@description('Resource id of the Log Analytics workspace of its requests; empty without one.')
param logsWorkspaceId string

@description('Tags of the service.')
param tags { *: string }

@description('Text that stands for itself in XML.')
func escaped(text string) string => replace(replace(replace(text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')

@description('The part of a policy that asks a token for one of some roles.')
func rolesClaim(roles string[]) string =>
  empty(roles)
    ? ''
    : '<required-claims><claim name="roles" match="any">${join(map(roles, role => '<value>${escaped(role)}</value>'), '')}</claim></required-claims>'

@description('The policy of a model whose callers bring tokens of Entra ID.')
func tokenPolicy(model publishedModel) string =>
  replace(
    replace(
      replace(loadTextContent('api-management/tokens.xml'), '__ISSUER__', escaped(model.tokens!.issuer)),
      '__AUDIENCE__',
      escaped(model.tokens!.audience)
    ),
    '__ROLES__',
    rolesClaim(model.tokens!.roles)
  )

@description('The policy of a model.')
func policyOf(model publishedModel, callsPerMinute int) string =>
  replace(
    replace(
      model.?tokens == null ? loadTextContent('api-management/credentials.xml') : tokenPolicy(model),
      '__CALLS__',
      string(callsPerMinute)
    ),
    '__SECONDS__',
    string(model.timeoutSeconds)
  )

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: settings.name
  location: location
  tags: tags
  sku: {
    name: settings.sku
    capacity: settings.units
  }
  properties: {
    publisherName: settings.publisherName
    publisherEmail: settings.publisherEmail
  }
}

// A few at a time: all of them are written to one service.
@batchSize(5)
resource api 'Microsoft.ApiManagement/service/apis@2024-05-01' = [
  for model in settings.apis: {
    parent: service
    name: model.name
    properties: {
      displayName: model.name
      description: model.description
      path: model.path
      protocols: [
        'https'
      ]
      // Callers prove an identity; a subscription's key would be one more secret.
      subscriptionRequired: false
      serviceUrl: model.backendUrl
      format: 'openapi'
      value: model.contract
    }
  }
]

@batchSize(5)
resource policy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = [
  for (model, index) in settings.apis: {
    parent: api[index]
    name: 'policy'
    properties: {
      format: 'xml'
      value: policyOf(model, settings.callsPerMinute)
    }
  }
]

resource requestLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logged) {
  name: 'requests'
  scope: service
  properties: {
    workspaceId: logsWorkspaceId
    logs: [
      {
        category: 'GatewayLogs'
        enabled: true
      }
    ]
  }
}

@description('Address that callers use.')
output url string = service.properties.gatewayUrl
