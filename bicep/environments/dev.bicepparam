// Rendered by plumbline as bicep/environments/dev.bicepparam from environments/dev.yaml and models/. Edit those; then: npx projen synth
using '../main.bicep'

param location = 'westeurope'

param tags = {
  environment: 'dev'
  'managed-by': 'plumbline'
}

param clusterSettings = {
  name: 'scoring-dev'
  kubernetesVersion: '1.36'
  sku: 'Base'
  tier: 'Standard'
  zones: []
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
  gatewayApi: true
  administratorGroupIds: []
}

// Nodes of Kubernetes itself; models do not run there.
param systemPool = {
  name: 'system'
  vmSize: 'Standard_D4s_v5'
  minCount: 2
  maxCount: 4
  maxPods: 110
  gpuSku: ''
}

// d4sv5: 3 models; 6 nodes at rest, 23 under full load, 27 if pods come in the worst order, limited to 24 by nodes.max.
param nodePools = [
  {
    name: 'd4sv5'
    vmSize: 'Standard_D4s_v5'
    minCount: 6
    maxCount: 24
    maxPods: 30
    gpuSku: ''
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
    name: 'contososcoringdev'
    sku: 'Basic'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    resourceGroup: 'scoring-dev'
    existing: false
  }
  storage: {
    account: 'contosomodelsdev'
    container: 'models'
    resourceGroup: 'scoring-dev'
    shares: [
      'models'
    ]
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
    name: 'scoring-dev-claims'
    variable: 'identity_claims_client_id'
    models: [
      {
        name: 'claims-triage'
        namespace: 'claims-triage'
      }
    ]
    readsBlobs: false
    readsShares: true
    readsSecrets: false
  }
]

param gitopsSettings = {
  source: 'git'
  url: 'https://github.com/contoso/scoring'
  reference: 'main'
  path: 'dist/clusters/dev'
  existingSecretName: ''
  imageUpdates: false
  verified: false
}

param monitoringSettings = {
  containerInsights: true
  logRetentionDays: 30
  prometheus: true
  grafana: false
  email: ''
}

param apiManagementSettings = null
