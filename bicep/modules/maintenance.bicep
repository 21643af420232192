metadata description = 'When AKS may upgrade the cluster, and the operating system of its nodes.'

import { maintenanceWindow } from '../types.bicep'

@description('Name of the cluster.')
param clusterName string

@description('The time of the week.')
param window maintenanceWindow

// What upgrades the cluster, and what upgrades the operating system of its nodes.
var schedules = [
  'aksManagedAutoUpgradeSchedule'
  'aksManagedNodeOSUpgradeSchedule'
]

resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: clusterName
}

resource configuration 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-05-01' = [
  for schedule in schedules: {
    parent: aks
    name: schedule
    properties: {
      maintenanceWindow: {
        schedule: {
          weekly: {
            dayOfWeek: window.dayOfWeek
            intervalWeeks: 1
          }
        }
        startTime: window.startTime
        utcOffset: window.utcOffset
        durationHours: window.durationHours
      }
    }
  }
]
