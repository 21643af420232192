metadata description = 'Who is told of alerts.'

@description('Name of the action group.')
param name string

@description('Address that alerts are sent to.')
param email string

@description('Tags of the action group.')
param tags { *: string }

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'plumbline'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

@description('Resource id of the action group.')
output id string = group.id
