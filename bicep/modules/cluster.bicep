metadata description = 'The AKS cluster with its system nodes. Callers prove who they are to Entra ID; there are no local accounts.'

import { cluster, network, nodePool } from '../types.bicep'

@description('Region of the cluster.')
param location string

@description('The cluster.')
param settings cluster

@description('Nodes of the system itself.')
param systemPool nodePool

@description('Ranges of pods and services.')
param ranges network

@description('Resource id of the subnet of the nodes.')
param nodesSubnetId string

@description('Resource id of the subnet of the API server; empty for an API server outside the network.')
param apiServerSubnetId string

@description('Resource id of the identity that the cluster acts as.')
param identityId string

@description('Resource id of the Log Analytics workspace; empty for no logs.')
param workspaceId string

@description('Whether Azure Monitor scrapes the metrics.')
param prometheus bool

@description('Tags of the cluster.')
param tags { *: string }

var automatic = settings.sku == 'Automatic'

resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: settings.name
  location: location
  tags: tags
  sku: {
    name: settings.sku
    tier: settings.tier
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    dnsPrefix: toLower(replace(settings.name, '_', '-'))
    kubernetesVersion: settings.kubernetesVersion
    enableRBAC: true
    disableLocalAccounts: true
    aadProfile: { managed: true, enableAzureRBAC: true }
    apiServerAccessProfile: {
      enablePrivateCluster: settings.privateApiServer
      authorizedIPRanges: settings.privateApiServer ? [] : settings.authorizedIpRanges
      disableRunCommand: true
      enableVnetIntegration: empty(apiServerSubnetId) ? null : true
      subnetId: empty(apiServerSubnetId) ? null : apiServerSubnetId
    }
    autoUpgradeProfile: {
      upgradeChannel: settings.upgradeChannel
      nodeOSUpgradeChannel: settings.nodeOsUpgradeChannel
    }
    oidcIssuerProfile: { enabled: true }
    securityProfile: {
      workloadIdentity: { enabled: true }
      imageCleaner: { enabled: true, intervalHours: 168 }
    }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
      loadBalancerSku: 'standard'
      outboundType: 'loadBalancer'
      podCidr: ranges.podPrefix
      serviceCidr: ranges.servicePrefix
      dnsServiceIP: ranges.dnsServiceIp
    }
    // AKS Automatic provisions nodes by itself, and its system pool has a fixed size. Elsewhere the number of nodes is the autoscaler's:
    // a count given here would set it back at every deployment.
    nodeProvisioningProfile: automatic ? { mode: 'Auto' } : { mode: 'Manual' }
    agentPoolProfiles: [
      {
        name: systemPool.name
        mode: 'System'
        vmSize: systemPool.vmSize
        osType: 'Linux'
        osSKU: 'AzureLinux'
        type: 'VirtualMachineScaleSets'
        availabilityZones: empty(settings.zones) ? null : settings.zones
        vnetSubnetID: nodesSubnetId
        maxPods: systemPool.maxPods
        count: automatic ? systemPool.minCount : null
        enableAutoScaling: !automatic
        minCount: automatic ? null : systemPool.minCount
        maxCount: automatic ? null : systemPool.maxCount
        nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']
        upgradeSettings: { maxSurge: '1' }
      }
    ]
    addonProfiles: union(
      {
        azureKeyvaultSecretsProvider: {
          enabled: true
          config: { enableSecretRotation: 'true', rotationPollInterval: '2m' }
        }
      },
      empty(workspaceId)
        ? {}
        : {
            omsagent: {
              enabled: true
              config: { logAnalyticsWorkspaceResourceID: workspaceId, useAADAuth: 'true' }
            }
          }
    )
    azureMonitorProfile: {
      metrics: { enabled: prometheus }
    }
    ingressProfile: settings.gatewayApi
      ? {
          gatewayAPI: { installation: 'Standard' }
          webAppRouting: {
            enabled: true
            nginx: { defaultIngressControllerType: 'None' }
            gatewayAPIImplementations: { appRoutingIstio: { mode: 'Enabled' } }
          }
        }
      : null
  }
}

@description('Resource id of the cluster.')
output id string = aks.id

@description('Issuer of the tokens of service accounts.')
output oidcIssuer string = aks.properties.oidcIssuerProfile.issuerURL

@description('Object id of the identity that the nodes pull images with.')
output kubeletPrincipalId string = aks.properties.identityProfile!.kubeletidentity.objectId!
