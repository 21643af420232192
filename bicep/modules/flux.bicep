metadata description = 'Flux in the cluster, and what it reads from where.'

import { gitops } from '../types.bicep'

@description('Name of the cluster.')
param clusterName string

@description('What Flux reads.')
param settings gitops

@description('Client id of the identity that Flux reads from the registry as; empty where it does not.')
param sourceClientId string

@description('Client ids of the identities of models, and the variables in the manifests that they replace.')
param clientIds { variable: string, clientId: string }[]

@description('Further variables of the manifests.')
param variables { *: string }

resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: clusterName
}

resource extension 'Microsoft.KubernetesConfiguration/extensions@2024-11-01' = {
  name: 'flux'
  scope: aks
  properties: {
    extensionType: 'microsoft.flux'
    autoUpgradeMinorVersion: true
    releaseTrain: 'Stable'
    scope: {
      cluster: {
        releaseNamespace: 'flux-system'
      }
    }
    configurationSettings: union(
      {
        'image-automation-controller.enabled': settings.imageUpdates ? 'true' : 'false'
        'image-reflector-controller.enabled': settings.imageUpdates ? 'true' : 'false'
      },
      empty(sourceClientId)
        ? {}
        : {
            'workloadIdentity.enable': 'true'
            'workloadIdentity.azureClientId': sourceClientId
          }
    )
  }
}

// The keys that signatures are checked by are in the cluster. A configuration without them would take whatever is pushed.
resource configuration 'Microsoft.KubernetesConfiguration/fluxConfigurations@2025-04-01' = if (!settings.verified) {
  name: 'plumbline'
  scope: aks
  dependsOn: [
    extension
  ]
  properties: {
    namespace: 'flux-system'
    scope: 'cluster'
    sourceKind: settings.source == 'git' ? 'GitRepository' : 'OCIRepository'
    gitRepository: settings.source == 'git'
      ? {
          url: settings.url
          repositoryRef: { branch: settings.reference }
          syncIntervalInSeconds: 60
          timeoutInSeconds: 180
          localAuthRef: empty(settings.existingSecretName) ? null : settings.existingSecretName
        }
      : null
    ociRepository: settings.source == 'oci'
      ? {
          url: settings.url
          repositoryRef: { tag: settings.reference }
          syncIntervalInSeconds: 60
          timeoutInSeconds: 180
          useWorkloadIdentity: true
        }
      : null
    kustomizations: {
      cluster: {
        path: settings.path
        prune: true
        force: false
        syncIntervalInSeconds: 600
        retryIntervalInSeconds: 60
        timeoutInSeconds: 600
        postBuild: {
          substitute: union(toObject(clientIds, entry => entry.variable, entry => entry.clientId), variables)
        }
      }
    }
  }
}
