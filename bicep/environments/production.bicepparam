// Rendered by plumbline as bicep/environments/production.bicepparam from environments/production.yaml and models/. Edit those; then: npx projen synth
using '../main.bicep'

param location = 'westeurope'

param tags = {
  environment: 'production'
  'managed-by': 'plumbline'
}

param clusterSettings = {
  name: 'scoring-prod'
  kubernetesVersion: '1.36'
  sku: 'Base'
  tier: 'Standard'
  zones: [
    '1'
    '2'
    '3'
  ]
  upgradeChannel: 'patch'
  nodeOsUpgradeChannel: 'NodeImage'
  maintenance: {
    dayOfWeek: 'Sunday'
    startTime: '01:00'
    utcOffset: '+00:00'
    durationHours: 6
  }
  privateApiServer: false
  authorizedIpRanges: []
  gatewayApi: false
  administratorGroupIds: []
}

// Nodes of Kubernetes itself; models do not run there.
param systemPool = {
  name: 'system'
  vmSize: 'Standard_D4s_v5'
  minCount: 3
  maxCount: 6
  maxPods: 110
  gpuSku: ''
}

// d8sv5: 3 models; 4 nodes at rest, 14 under full load, 27 if pods come in the worst order, limited to 20 by nodes.max.
// nc4ast4v3: 1 model; 1 node at rest, 4 under full load, 5 if pods come in the worst order.
param nodePools = [
  {
    name: 'd8sv5'
    vmSize: 'Standard_D8s_v5'
    minCount: 4
    maxCount: 20
    maxPods: 30
    gpuSku: ''
  }
  {
    name: 'nc4ast4v3'
    vmSize: 'Standard_NC4as_T4_v3'
    minCount: 1
    maxCount: 5
    maxPods: 30
    gpuSku: 'gpu'
  }
]

param networkRanges = {
  addressPrefix: '10.80.0.0/16'
  nodesPrefix: '10.80.0.0/20'
  apiServerPrefix: '10.80.16.0/28'
  podPrefix: '10.244.0.0/14'
  servicePrefix: '10.96.0.0/16'
  dnsServiceIp: '10.96.0.10'
}

param dnsSettings = null

param stores = {
  registry: {
    name: 'contososcoring'
    sku: 'Standard'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    resourceGroup: 'scoring-prod'
    existing: false
  }
  storage: {
    account: 'contosomodels'
    container: 'models'
    resourceGroup: 'scoring-data'
    shares: [
      'models'
    ]
    existing: false
  }
  vault: {
    name: 'contoso-scoring'
    existing: false
  }
  access: {
    restricted: false
    allowedIpRanges: []
  }
  locked: false
  publisherIds: []
}

// One credential for the service account of each model that reads from Azure; an identity holds at most 20.
param modelIdentities = [
  {
    name: 'scoring-prod-claims'
    variable: 'identity_claims_client_id'
    models: [
      {
        name: 'claims-triage'
        namespace: 'claims-triage'
      }
    ]
    readsBlobs: false
    readsShares: true
    readsSecrets: true
  }
  {
    name: 'scoring-prod-customer'
    variable: 'identity_customer_client_id'
    models: [
      {
        name: 'churn'
        namespace: 'churn'
      }
    ]
    readsBlobs: false
    readsShares: false
    readsSecrets: true
  }
  {
    name: 'scoring-prod-pricing'
    variable: 'identity_pricing_client_id'
    models: [
      {
        name: 'boston-housing'
        namespace: 'boston-housing'
      }
    ]
    readsBlobs: false
    readsShares: false
    readsSecrets: true
  }
  {
    name: 'scoring-prod-vision'
    variable: 'identity_vision_client_id'
    models: [
      {
        name: 'image-quality'
        namespace: 'image-quality'
      }
    ]
    readsBlobs: true
    readsShares: false
    readsSecrets: true
  }
]

param gitopsSettings = {
  source: 'git'
  url: 'https://github.com/contoso/scoring'
  reference: 'main'
  path: 'dist/clusters/production'
  existingSecretName: ''
  imageUpdates: false
  verified: false
}

param monitoringSettings = {
  containerInsights: true
  logRetentionDays: 30
  prometheus: true
  grafana: true
  email: 'ops@contoso.com'
}

param apiManagementSettings = null
