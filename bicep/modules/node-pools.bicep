metadata description = 'The nodes of the models: a pool for each VM size, pools with GPUs kept for the pods that ask for one.'

import { nodePool } from '../types.bicep'

@description('Name of the cluster.')
param clusterName string

@description('The pools.')
param pools nodePool[]

@description('Availability zones of the nodes; empty for a region without zones.')
param zones string[]

@description('Resource id of the subnet of the nodes.')
param subnetId string

resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: clusterName
}

// A cluster takes one change of its pools at a time. The number of nodes is the autoscaler's: a count given here would set it back at every
// deployment.
@batchSize(1)
resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2026-05-01' = [
  for pool in pools: {
    parent: aks
    name: pool.name
    properties: {
      mode: 'User'
      vmSize: pool.vmSize
      osType: 'Linux'
      // AzureLinux has NVIDIA's driver for CUDA; the device plugin is a DaemonSet of the platform.
      osSKU: 'AzureLinux'
      type: 'VirtualMachineScaleSets'
      availabilityZones: empty(zones) ? null : zones
      vnetSubnetID: subnetId
      maxPods: pool.maxPods
      enableAutoScaling: true
      minCount: pool.minCount
      maxCount: pool.maxCount
      nodeLabels: empty(pool.gpuSku) ? {} : { sku: pool.gpuSku }
      nodeTaints: empty(pool.gpuSku) ? [] : ['sku=${pool.gpuSku}:NoSchedule']
      gpuProfile: empty(pool.gpuSku) ? null : { driver: 'Install' }
      upgradeSettings: {
        maxSurge: '1'
        drainTimeoutInMinutes: 30
      }
    }
  }
]
