// Generated, edit schemas/environment.v1.json and run "npx projen generate".

/**
 * A cluster and what surrounds it: one file in environments/. What a platform engineer edits.
 */
export interface Environment {
  /**
   * Version of this format.
   */
  apiVersion: 'plumbline/v1';
  /**
   * What the file describes.
   */
  kind: 'Environment';
  /**
   * What the environment is called.
   */
  metadata: EnvironmentMetadata;
  /**
   * The cluster, what stands around it, and what runs there.
   */
  spec: EnvironmentSpec;
}

/**
 * What the environment is called.
 */
export interface EnvironmentMetadata {
  /**
   * Name of the environment, as models' overrides and --environment call it; a folder's name in dist/.
   */
  name: string;
  /**
   * What the environment is for, in a sentence.
   * @default ""
   */
  description?: string;
}

/**
 * The cluster, what stands around it, and what runs there.
 */
export interface EnvironmentSpec {
  /**
   * The AKS cluster.
   */
  cluster: EnvironmentCluster;
  /**
   * Azure Container Registry that models' images are pulled from. Left out, every model names its registry.
   */
  registry?: EnvironmentRegistry;
  /**
   * Storage account of the models' artifacts. Needed where a model has an artifact.
   */
  storage?: EnvironmentStorage;
  /**
   * Name of the vault that holds users, signing keys and other secrets: 3 to 24 letters, digits and single dashes.
   */
  keyVault?: string;
  /**
   * Microsoft Entra tenant of the cluster's identities. Left out, the manifests hold ${tenant_id}, which Flux replaces in the cluster.
   */
  tenantId?: string;
  /**
   * Host name under which the models are reached.
   */
  host: string;
  /**
   * Further host names that a model may choose. With a wildcard (*.models.contoso.com) a model may take any name directly under it, and gets a certificate of its own.
   * @default []
   */
  additionalHosts?: string[];
  /**
   * How requests come in.
   */
  ingress?: EnvironmentIngress;
  /**
   * Who signs the certificates of the hosts.
   */
  certificates?: EnvironmentCertificates;
  /**
   * Client id of each team's managed identity, as the deployment of the infrastructure prints them. For a team that is not listed the manifests hold ${identity_<team>_client_id} (dashes as underscores), which Flux replaces in the cluster.
   */
  identities?: {
    /**
     * A GUID in lower case.
     */
    [k: string]: string;
  };
  /**
   * Machines that the models run on.
   */
  nodes?: EnvironmentNodes;
  /**
   * Where Flux reads the rendered manifests. Left out, no Flux configuration is made.
   */
  gitops?: EnvironmentGitops;
  /**
   * Who watches.
   */
  monitoring?: EnvironmentMonitoring;
  /**
   * What may be chosen about the resources in Azure. Left out, everything is secure and modest in cost.
   */
  azure?: EnvironmentAzure;
  /**
   * Whether the models that run here are also written as Helm charts, to dist/charts/<model>/, for a team that installs with Helm.
   * @default false
   */
  charts?: boolean;
  /**
   * What Flux installs in the cluster beside the models. Each is a pinned Helm release in dist/platform/<environment>/components/.
   */
  components?: EnvironmentComponents;
  /**
   * Which models run here, by their names.
   */
  models?: EnvironmentModels;
}

/**
 * The AKS cluster.
 */
export interface EnvironmentCluster {
  /**
   * Name of the AKS cluster: 1 to 63 letters, digits, dashes and underscores.
   */
  name: string;
  /**
   * Minor version of Kubernetes, in quotes (without them 1.30 would be read as 1.3). AKS picks the patch.
   */
  kubernetesVersion: string;
  /**
   * Azure region, by its short name.
   */
  region: string;
  /**
   * Resource group of the cluster and of what is deployed with it.
   */
  resourceGroup: string;
  /**
   * Azure cloud; it decides the host names of registry, storage, vault and Entra ID.
   * @default "AzurePublic"
   */
  cloud?: 'AzurePublic' | 'AzureUSGovernment' | 'AzureChina';
}

/**
 * Azure Container Registry that models' images are pulled from. Left out, every model names its registry.
 */
export interface EnvironmentRegistry {
  /**
   * Name without the suffix (the cloud decides it): 5 to 50 lower-case letters and digits.
   */
  name: string;
  /**
   * Tier of the registry. Private endpoints and geo-replication need Premium.
   * @default "Standard"
   */
  sku?: 'Basic' | 'Standard' | 'Premium';
}

/**
 * Storage account of the models' artifacts. Needed where a model has an artifact.
 */
export interface EnvironmentStorage {
  /**
   * Name of the storage account: 3 to 24 lower-case letters and digits.
   */
  account: string;
  /**
   * Blob container: 3 to 63 lower-case letters, digits and single dashes.
   * @default "models"
   */
  container?: string;
  /**
   * Resource group of the storage account; the cluster's when left out.
   */
  resourceGroup?: string;
}

/**
 * How requests come in.
 */
export interface EnvironmentIngress {
  /**
   * traefik: Ingress objects for Traefik, which the platform installs. gateway-api: HTTPRoute objects for any implementation of the Gateway API, such as AKS's application routing.
   * @default "traefik"
   */
  controller?: 'traefik' | 'gateway-api';
  /**
   * IngressClass, or GatewayClass with gateway-api. Left out: traefik with traefik, approuting-istio with gateway-api.
   */
  class?: string;
  /**
   * Namespace of the controller's pods (with gateway-api: of the Gateway and its proxy); only they may reach the models. Left out: traefik with traefik, scoring-gateway with gateway-api.
   */
  namespace?: string;
  /**
   * With gateway-api: name of the Gateway that the routes attach to. Left out: scoring.
   */
  gateway?: string;
}

/**
 * Who signs the certificates of the hosts.
 */
export interface EnvironmentCertificates {
  /**
   * letsencrypt-staging: for trying out, browsers do not trust it. letsencrypt: production, rate limited. ca: an own certification authority, from caSecret. secret: certificates that exist already, from secretName.
   * @default "letsencrypt-staging"
   */
  issuer?: 'letsencrypt-staging' | 'letsencrypt' | 'ca' | 'secret';
  /**
   * Contact address of the Let's Encrypt account. Certificates are issued without one too; issuer letsencrypt then warns. Nobody is written to before a certificate expires, with an e-mail neither.
   */
  email?: string;
  /**
   * With ca: name of the Secret in cert-manager's namespace that holds the authority's certificate and key (tls.crt and tls.key).
   */
  caSecret?: string;
  /**
   * With secret: name of the TLS Secret in the ingress namespace that covers every host.
   */
  secretName?: string;
}

/**
 * Machines that the models run on.
 */
export interface EnvironmentNodes {
  /**
   * VM sizes of the node pools for models; a pool each.
   * @default ["Standard_D4s_v5"]
   */
  sizes?: string[];
  /**
   * VM sizes of the node pools with GPUs; empty for none.
   * @default []
   */
  gpuSizes?: string[];
  /**
   * Availability zones of the node pools, in quotes; empty for a region without zones.
   * @default ["1","2","3"]
   */
  zones?: ('1' | '2' | '3')[];
  /**
   * Nodes of a pool under full load.
   * @default 10
   */
  max?: number;
}

/**
 * Where Flux reads the rendered manifests. Left out, no Flux configuration is made.
 */
export interface EnvironmentGitops {
  /**
   * git: a repository. oci: artifacts in a container registry, one for each Kustomization of models, pushed by plumbline publish: only what was pushed anew is reconciled.
   * @default "git"
   */
  source?: 'git' | 'oci';
  /**
   * Address of the repository (https:// or ssh://) or of the artifact (oci://), without credentials.
   */
  url: string;
  /**
   * With git: branch that Flux follows.
   * @default "main"
   */
  branch?: string;
  /**
   * With oci: tag of the artifact that Flux follows; the environment's name when left out.
   */
  tag?: string;
  /**
   * Folder with the environment's Flux tree; dist/clusters/<environment> when left out.
   */
  path?: string;
  /**
   * What Flux makes models from. manifests: it applies dist/models/, which a reviewer reads. chart-oci: it installs the chart of each model as a Helm release, from a container registry that plumbline chart push fills. chart-git: the same from dist/charts/ in the repository. Charts are written for this environment, too.
   * @default "manifests"
   */
  deliver?: 'manifests' | 'chart-oci' | 'chart-git';
  /**
   * With chart-oci: address below which each chart has a repository of its name; oci://<registry>/charts of the environment's registry when left out.
   */
  charts?: string;
  /**
   * With oci, and of charts with chart-oci: take only what is signed (plumbline publish --sign, plumbline chart push --sign).
   */
  verify?: {
    /**
     * The tool that signs.
     */
    provider: 'cosign' | 'notation';
    /**
     * Secret in the namespace flux-system with the public keys (cosign: *.pub) or the trust policy and certificates (notation), made outside Git; left out for keyless signatures of cosign.
     */
    secretName?: string;
  };
  /**
   * With manifests: how many Flux Kustomizations the models of each team are spread over. 0: one for each model, so that no model can hold up another; the better choice up to a few hundred models, because each commit has every Kustomization look at its models.
   * @default 0
   */
  shards?: number;
  /**
   * Where Flux tells what it applied and what went wrong.
   */
  notifications?: {
    /**
     * msteams or slack: an incoming webhook. generic: any address, as JSON. github, gitlab, azuredevops: the state of the commit in the repository of gitops.url.
     */
    type: 'msteams' | 'slack' | 'generic' | 'github' | 'gitlab' | 'azuredevops';
    /**
     * Secret in the namespace flux-system, made outside Git: with the key address for a webhook, token for the state of commits.
     */
    secretName: string;
    /**
     * info: everything that was applied too. error: only what went wrong. The state of commits is always told.
     * @default "error"
     */
    severity?: 'info' | 'error';
  };
  /**
   * A webhook by which the repository tells Flux of a commit, instead of being asked every minute.
   */
  receiver?: {
    /**
     * Who sends.
     */
    type: 'github' | 'gitlab' | 'bitbucket' | 'generic-hmac';
    /**
     * Secret in the namespace flux-system with the key token, made outside Git.
     */
    secretName: string;
  };
  /**
   * Flux's image automation: it watches the registry for newer images of these models and writes them, with their digest, into the specs on a branch of its own. A pull request from there is rendered and reviewed like any other.
   */
  imageUpdates?: {
    /**
     * Which models, each with the semantic versions that are taken for it. The model's image carries a comment by which Flux finds it; plumbline check says which where it is missing.
     */
    models: {
      /**
       * Range of semantic versions over the tags of the model's image.
       */
      [k: string]: string;
    };
    /**
     * Secret in the namespace flux-system with credentials that may push to the repository, made outside Git: the keys username and password, or an SSH key.
     */
    secretName: string;
    /**
     * Branch that Flux pushes to; plumbline/images-<environment> when left out. Not the branch that it follows: specs alone would change there, and dist/ would not be what they say.
     */
    branch?: string;
    /**
     * Address of the repository with the specs, without credentials; gitops.url when left out. With source oci it has to be given.
     */
    url?: string;
  };
}

/**
 * Who watches.
 */
export interface EnvironmentMonitoring {
  /**
   * Whether logs go to Azure Monitor.
   * @default true
   */
  containerInsights?: boolean;
  /**
   * Who scrapes the metrics. azure: Azure Monitor managed Prometheus. operator: a Prometheus operator in the cluster. none: nobody.
   * @default "azure"
   */
  prometheus?: 'azure' | 'operator' | 'none';
  /**
   * Namespace of the pods that scrape; only they may reach the metrics. Left out: kube-system with azure, monitoring with operator.
   */
  namespace?: string;
  /**
   * Seconds between two scrapes.
   * @default 30
   */
  scrapeIntervalSeconds?: number;
  /**
   * Whether dashboards are made.
   * @default true
   */
  grafana?: boolean;
  /**
   * Who hears of trouble. Left out, alert rules are made but nobody is written to.
   */
  alerts?: {
    /**
     * Address that alerts are sent to.
     */
    email: string;
  };
}

/**
 * What may be chosen about the resources in Azure. Left out, everything is secure and modest in cost.
 */
export interface EnvironmentAzure {
  /**
   * Azure subscription that plumbline infra deploys to, in lower case. Left out, it is named on the command line or by AZURE_SUBSCRIPTION_ID.
   */
  subscriptionId?: string;
  /**
   * Base: node pools as Plumbline plans them. Automatic: AKS provisions nodes without GPUs by itself.
   * @default "Base"
   */
  clusterSku?: 'Base' | 'Automatic';
  /**
   * Free has no uptime agreement; Premium adds long-term support. AKS Automatic knows Standard alone.
   * @default "Standard"
   */
  clusterTier?: 'Free' | 'Standard' | 'Premium';
  /**
   * Entra groups that administer the cluster and Grafana and write secrets, by object id.
   * @default []
   */
  administratorGroups?: string[];
  /**
   * Service principals that push images and upload models, by object id.
   * @default []
   */
  publishers?: string[];
  /**
   * From where the API server of the cluster may be called.
   */
  apiServer?: {
    /**
     * No public address.
     * @default false
     */
    private?: boolean;
    /**
     * Ranges that may call a public API server; empty for every address, behind Entra ID all the same.
     * @default []
     */
    authorizedIpRanges?: string[];
  };
  /**
   * What AKS upgrades by itself, and when.
   */
  upgrades?: {
    /**
     * Channel of Kubernetes itself.
     * @default "patch"
     */
    cluster?: 'none' | 'patch' | 'stable' | 'rapid' | 'node-image';
    /**
     * Channel of the nodes' operating system.
     * @default "NodeImage"
     */
    nodeOs?: 'None' | 'Unmanaged' | 'SecurityPatch' | 'NodeImage';
    /**
     * Day of the week.
     * @default "Sunday"
     */
    dayOfWeek?: 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday';
    /**
     * Time of the day, HH:mm.
     * @default "01:00"
     */
    startTime?: string;
    /**
     * Offset of that time from UTC.
     * @default "+00:00"
     */
    utcOffset?: string;
    /**
     * Hours that upgrades may take.
     * @default 6
     */
    durationHours?: number;
  };
  /**
   * VM size of the nodes of Kubernetes itself.
   * @default "Standard_D4s_v5"
   */
  systemNodeSize?: string;
  /**
   * Ranges of addresses. Nodes take from the network; pods and services have ranges of their own outside it.
   */
  network?: {
    /**
     * Range of the network.
     * @default "10.80.0.0/16"
     */
    addressPrefix?: string;
    /**
     * Range of the nodes, inside the network.
     * @default "10.80.0.0/20"
     */
    nodesPrefix?: string;
    /**
     * Range of the API server inside the network, at least /28; used by AKS Automatic.
     * @default "10.80.16.0/28"
     */
    apiServerPrefix?: string;
    /**
     * Range of the pods, outside the network.
     * @default "10.244.0.0/14"
     */
    podPrefix?: string;
    /**
     * Range of the services, outside the network.
     * @default "10.96.0.0/16"
     */
    servicePrefix?: string;
    /**
     * Address of the cluster DNS, in the range of the services.
     * @default "10.96.0.10"
     */
    dnsServiceIp?: string;
  };
  /**
   * How the registry of the environment gives rights, and where it is.
   */
  registry?: {
    /**
     * Which roles count: those of the whole registry, or those with conditions on repositories.
     * @default "LegacyRegistryPermissions"
     */
    roleAssignmentMode?: 'LegacyRegistryPermissions' | 'AbacRepositoryPermissions';
    /**
     * Resource group of the registry; it has to exist. Left out, the cluster's.
     */
    resourceGroup?: string;
  };
  /**
   * What is there already, so that only rights are given on it.
   */
  existing?: {
    /**
     * The registry is there.
     * @default false
     */
    registry?: boolean;
    /**
     * The storage account and its container are there.
     * @default false
     */
    storage?: boolean;
    /**
     * The vault is there.
     * @default false
     */
    keyVault?: boolean;
  };
  /**
   * From where storage account and vault may be reached. Every caller has to prove an identity all the same.
   */
  dataAccess?: {
    /**
     * Only the nodes and the listed ranges may connect.
     * @default false
     */
    restricted?: boolean;
    /**
     * Ranges that may connect beside the nodes, such as those of the build agents.
     * @default []
     */
    allowedIpRanges?: string[];
  };
  /**
   * Secret in the namespace flux-system with the credentials of a private Git repository. Left out, the repository is public.
   */
  gitSecretName?: string;
  /**
   * Days that logs are kept.
   * @default 30
   */
  logRetentionDays?: number;
  /**
   * Public DNS zone to make, with a record for each host. Left out, hosts are kept elsewhere.
   */
  dnsZone?: string;
  /**
   * An API Management in front of the models: their contracts imported, tokens of Entra ID checked, calls limited. Models with auth none are refused behind it, because whoever knows the host would call them past it. Left out, there is none.
   */
  apiManagement?: {
    /**
     * Name, unique in Azure: callers find it at https://<name>.azure-api.net.
     */
    name: string;
    /**
     * Tier. Developer has no uptime agreement; tiers of the second generation (V2) are there in minutes, in the public cloud alone.
     * @default "BasicV2"
     */
    sku?: 'Developer' | 'Basic' | 'Standard' | 'Premium' | 'BasicV2' | 'StandardV2';
    /**
     * Units of capacity; Developer has one.
     * @default 1
     */
    units?: number;
    /**
     * Whose APIs these are, for their readers.
     */
    publisherName: string;
    /**
     * Address that Azure sends messages about the service to.
     */
    publisherEmail: string;
    /**
     * Calls of a model that one caller may make a minute: whom a checked token names, or an address.
     * @default 600
     */
    callsPerMinute?: number;
  };
  /**
   * What a month may cost before the address of monitoring.alerts is told.
   */
  budget?: {
    /**
     * In the currency of the subscription.
     */
    amount: number;
    /**
     * First day of the month that the budget starts in, in quotes. It can't be changed afterwards.
     */
    startDate: string;
  };
  /**
   * Registry, storage account and vault can't be deleted before their lock is.
   * @default false
   */
  locked?: boolean;
}

/**
 * What Flux installs in the cluster beside the models. Each is a pinned Helm release in dist/platform/<environment>/components/.
 */
export interface EnvironmentComponents {
  /**
   * The ingress controller, where ingress.controller is traefik. false: somebody else installs it.
   * @default true
   */
  traefik?: boolean;
  /**
   * Issues certificates, unless they exist already (issuer secret). false: somebody else installs it.
   * @default true
   */
  certManager?: boolean;
  /**
   * Offers GPUs to pods, where a model asks for one. false: AKS or somebody else installs it.
   * @default true
   */
  devicePlugin?: boolean;
  /**
   * Admission policies for the namespaces of models: images from the registries of the specs only, none tagged latest.
   * @default true
   */
  policies?: boolean;
  /**
   * A web page to look at the cluster with, reached by kubectl port-forward alone; it shows what the person who signs in may see.
   * @default false
   */
  headlamp?: boolean;
}

/**
 * Which models run here, by their names.
 */
export interface EnvironmentModels {
  /**
   * Names or patterns (*, ?, {a,b}) of models that run here.
   * @default ["*"]
   */
  include?: string[];
  /**
   * Names or patterns of models that do not run here although included.
   * @default []
   */
  exclude?: string[];
}
