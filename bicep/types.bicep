metadata description = 'The shapes of the parameters that plumbline renders into environments/<environment>.bicepparam.'

@export()
@description('Time of the week in which AKS may upgrade the cluster and its nodes.')
type maintenanceWindow = {
  @description('Day on which the window opens.')
  dayOfWeek: 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday'

  @description('Time at which the window opens, HH:mm.')
  @minLength(5)
  @maxLength(5)
  startTime: string

  @description('Offset of that time from UTC, such as +01:00.')
  @minLength(6)
  @maxLength(6)
  utcOffset: string

  @description('Hours that the window stays open.')
  @minValue(4)
  @maxValue(24)
  durationHours: int
}

@export()
@description('Pool of nodes that grows and shrinks with its pods.')
type nodePool = {
  @description('Name of the pool: a lower-case letter, then up to 11 lower-case letters and digits.')
  @minLength(1)
  @maxLength(12)
  name: string

  @description('VM size of the nodes.')
  vmSize: string

  @description('Nodes at rest.')
  @minValue(0)
  @maxValue(1000)
  minCount: int

  @description('Nodes under full load.')
  @minValue(1)
  @maxValue(1000)
  maxCount: int

  @description('Pods that a node may run. AKS reserves memory for each.')
  @minValue(10)
  @maxValue(250)
  maxPods: int

  @description('Value of the label and of the taint sku that keep other pods away; empty for a pool without GPUs.')
  gpuSku: string
}

@export()
@description('The AKS cluster.')
type cluster = {
  @description('Name of the cluster.')
  @minLength(1)
  @maxLength(63)
  name: string

  @description('Minor version of Kubernetes, such as 1.36; AKS picks the patch.')
  kubernetesVersion: string

  @description('Base: nodes as planned here. Automatic: AKS provisions the nodes of pods without a GPU by itself.')
  sku: 'Base' | 'Automatic'

  @description('Free has no uptime agreement; Premium adds long-term support.')
  tier: 'Free' | 'Standard' | 'Premium'

  @description('Availability zones of the nodes; empty for a region without zones.')
  zones: ('1' | '2' | '3')[]

  @description('What AKS upgrades the cluster to by itself.')
  upgradeChannel: 'none' | 'patch' | 'stable' | 'rapid' | 'node-image'

  @description('What AKS upgrades the operating system of the nodes to by itself.')
  nodeOsUpgradeChannel: 'None' | 'Unmanaged' | 'SecurityPatch' | 'NodeImage'

  @description('When AKS may upgrade.')
  maintenance: maintenanceWindow

  @description('Whether the API server has no public address.')
  privateApiServer: bool

  @description('Address ranges that may call a public API server; empty for every address, behind Entra ID all the same.')
  authorizedIpRanges: string[]

  @description('Whether AKS installs the Gateway API and its own implementation of it (application routing, class approuting-istio).')
  gatewayApi: bool

  @description('Entra groups that administer the cluster, by object id.')
  administratorGroupIds: string[]
}

@export()
@description('Addresses of the virtual network. Pods have addresses of their own (overlay), so nodes alone take from it.')
type network = {
  @description('Range of the network, in CIDR notation.')
  addressPrefix: string

  @description('Range of the nodes inside it.')
  nodesPrefix: string

  @description('Range of the API server inside it, at least /28; used by AKS Automatic.')
  apiServerPrefix: string

  @description('Range of the pods, outside the network.')
  podPrefix: string

  @description('Range of the services inside the cluster, outside the network.')
  servicePrefix: string

  @description('Address of the cluster DNS inside the range of the services.')
  dnsServiceIp: string
}

@export()
@description('Where secrets and models may be reached from. Every caller has to prove an identity all the same.')
type dataAccess = {
  @description('Whether only the nodes and the listed ranges may connect.')
  restricted: bool

  @description('Address ranges that may connect beside the nodes, such as those of the build agents.')
  allowedIpRanges: string[]
}

@export()
@description('Container registry of the models.')
type registry = {
  @description('Name without the suffix.')
  @minLength(5)
  @maxLength(50)
  name: string

  @description('Tier. Private endpoints and geo-replication need Premium.')
  sku: 'Basic' | 'Standard' | 'Premium'

  @description('Which roles count: those of the whole registry, or those with conditions on repositories.')
  roleAssignmentMode: 'LegacyRegistryPermissions' | 'AbacRepositoryPermissions'

  @description('Resource group of the registry; it has to exist.')
  resourceGroup: string

  @description('Whether the registry is there already, and only rights are given on it.')
  existing: bool
}

@export()
@description('Storage account of the models.')
type storage = {
  @description('Name of the account.')
  @minLength(3)
  @maxLength(24)
  account: string

  @description('Blob container of the models.')
  @minLength(3)
  @maxLength(63)
  container: string

  @description('Resource group of the account; it has to exist.')
  resourceGroup: string

  @description('Azure Files shares that models are read from.')
  shares: string[]

  @description('Whether the account and its container are there already, and only rights are given on them.')
  existing: bool
}

@export()
@description('Key Vault of the users, signing keys and other secrets.')
type vault = {
  @description('Name of the vault.')
  @minLength(3)
  @maxLength(24)
  name: string

  @description('Whether the vault is there already, and only rights are given on it.')
  existing: bool
}

@export()
@description('Where images, models and secrets are kept.')
type dataStores = {
  @description('Container registry; left out where every model names its own.')
  registry: registry?

  @description('Storage account; left out where no model reads from one.')
  storage: storage?

  @description('Key Vault; left out where no model has secrets in one.')
  vault: vault?

  @description('Where secrets and models may be reached from.')
  access: dataAccess

  @description('Whether what is made of them is locked against deletion.')
  locked: bool

  @description('Service principals that push images and upload models, by object id.')
  publisherIds: string[]
}

@export()
@description('Managed identity of models of one team.')
type modelIdentity = {
  @description('Name of the identity.')
  @minLength(3)
  @maxLength(128)
  name: string

  @description('Variable that manifests hold in place of the client id, and that Flux replaces.')
  variable: string

  @description('Models that use it; each gets a credential for its service account. An identity holds at most 20.')
  @minLength(1)
  @maxLength(20)
  models: modelAccount[]

  @description('Whether one of the models reads from the blob container.')
  readsBlobs: bool

  @description('Whether one of the models reads from a share.')
  readsShares: bool

  @description('Whether one of the models reads from the vault.')
  readsSecrets: bool
}

@export()
@description('Service account of a model.')
type modelAccount = {
  @description('Name of the service account, which is the name of the model.')
  name: string

  @description('Its namespace.')
  namespace: string
}

@export()
@description('What Flux reads from where.')
type gitops = {
  @description('git: a repository. oci: an artifact in a registry.')
  source: 'git' | 'oci'

  @description('Address, without credentials.')
  url: string

  @description('Branch that is followed in a repository, or tag of an artifact.')
  reference: string

  @description('Folder of the environment inside.')
  path: string

  @description('Secret in the namespace flux-system that holds the credentials of a private repository; empty for none.')
  existingSecretName: string

  @description('Whether Flux watches the registry for newer images.')
  imageUpdates: bool

  @description('Whether artifacts are taken with a signature alone. Then the deployment installs Flux and points it at nothing: bootstrap.yaml of the tree does, with the keys.')
  verified: bool

  @description('Whether Flux reads the charts of models from the registry.')
  charts: bool?
}

@export()
@description('Who watches.')
type monitoring = {
  @description('Whether logs of the containers and of the control plane go to a Log Analytics workspace.')
  containerInsights: bool

  @description('Days that logs are kept.')
  @minValue(30)
  @maxValue(730)
  logRetentionDays: int

  @description('Whether Azure Monitor scrapes the metrics.')
  prometheus: bool

  @description('Whether an Azure Managed Grafana is made.')
  grafana: bool

  @description('Address that alerts and the budget are sent to; empty for nobody.')
  email: string

  @description('What a month may cost before somebody is told; left out for any amount.')
  budget: budget?
}

@export()
@description('Public DNS zone of the hosts.')
type dnsZone = {
  @description('Name of the zone.')
  name: string

  @description('Records inside the zone that lead to the ingress: models, *.models, or @ for the zone itself.')
  records: string[]
}

@export()
@description('What a month may cost before somebody is told.')
type budget = {
  @description('Amount in the currency of the subscription.')
  @minValue(1)
  amount: int

  @description('First day of the month that the budget starts in, YYYY-MM-DD. It can not be changed afterwards.')
  @minLength(10)
  @maxLength(10)
  startDate: string
}

@export()
@description('API Management, and what it publishes.')
type apiManagement = {
  @description('Name of the service, unique in Azure.')
  @minLength(1)
  @maxLength(50)
  name: string

  @description('Tier. Consumption is none of them: it knows no limits by caller.')
  sku: 'Developer' | 'Basic' | 'Standard' | 'Premium' | 'BasicV2' | 'StandardV2'

  @description('Units of capacity.')
  @minValue(1)
  @maxValue(10)
  units: int

  @description('Whose APIs these are, for their readers.')
  publisherName: string

  @description('Address that Azure sends messages about the service to.')
  publisherEmail: string

  @description('Calls of a model that one caller may make a minute.')
  @minValue(1)
  callsPerMinute: int

  @description('The models.')
  @maxLength(250)
  apis: publishedModel[]
}

@export()
@description('A model as API Management publishes it.')
type publishedModel = {
  @description('Name of the model.')
  name: string

  @description('What the model says, for its readers.')
  description: string

  @description('Path below the address of API Management, without a slash before it; empty for the root.')
  path: string

  @description('Address of the model behind the ingress.')
  backendUrl: string

  @description('Seconds that the model may take to answer.')
  timeoutSeconds: int

  @description('Tokens of Entra ID that callers bring; null where the model checks names and passwords itself.')
  tokens: { issuer: string, audience: string, roles: string[] }?

  @description('OpenAPI 3.0 of the model.')
  contract: string
}
