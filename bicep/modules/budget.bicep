metadata description = 'Tells somebody when the month becomes dear. Nothing is switched off.'

import { budget } from '../types.bicep'

@description('Name of the budget.')
param name string

@description('The budget.')
param settings budget

@description('Address that is told; without one the owners of the resource group are.')
param email string

// Percent of the amount, and whether it is spent or foreseen.
var thresholds = [
  { name: 'spent80', percent: 80, kind: 'Actual' }
  { name: 'spent100', percent: 100, kind: 'Actual' }
  { name: 'foreseen110', percent: 110, kind: 'Forecasted' }
]

resource monthly 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    timeGrain: 'Monthly'
    amount: settings.amount
    timePeriod: {
      startDate: settings.startDate
    }
    notifications: toObject(thresholds, threshold => threshold.name, threshold => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: threshold.percent
      thresholdType: threshold.kind
      contactEmails: empty(email) ? [] : [email]
      contactRoles: empty(email) ? ['Owner'] : []
    })
  }
}
