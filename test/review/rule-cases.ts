import type { Files } from './sides';

/** A change of the specs, and what a rule says of it. */
export interface RuleCase {
  readonly rule: string;
  readonly says: string;
  readonly before: Files;
  readonly after: Files;
}

const MODEL = `apiVersion: plumbline/v1
kind: Model
metadata: { name: churn, version: 1.0.0, team: crm }
spec:
  image: r-scoring/churn:1.0.0
`;

const ENVIRONMENT = `apiVersion: plumbline/v1
kind: Environment
metadata: { name: production }
spec:
  cluster: { name: scoring, kubernetesVersion: "1.36", region: westeurope, resourceGroup: scoring }
  registry: { name: contososcoring }
  storage: { account: contosomodels }
  keyVault: contoso-scoring
  host: models.contoso.com
  nodes: { sizes: [Standard_D8s_v5], gpuSizes: [Standard_NC16as_T4_v3], max: 20 }
`;

/** Fields under `spec`, or `@this=>that` for a text that stands there already. */
function written(text: string, fields: string): string {
  if (fields.startsWith('@')) {
    const [from, to] = fields.slice(1).split('=>');
    return text.replace(from, to);
  }
  return text + fields.replace(/^(?=.)/gm, '  ');
}

const model = (rule: string, before: string, after: string, says: string): RuleCase => ({
  rule,
  says,
  before: { 'environments/production.yaml': ENVIRONMENT, 'models/churn.yaml': written(MODEL, before) },
  after: { 'environments/production.yaml': ENVIRONMENT, 'models/churn.yaml': written(MODEL, after) },
});

const environment = (rule: string, before: string, after: string, says: string, of = MODEL): RuleCase => ({
  rule,
  says,
  before: { 'environments/production.yaml': written(ENVIRONMENT, before), 'models/churn.yaml': of },
  after: { 'environments/production.yaml': written(ENVIRONMENT, after), 'models/churn.yaml': of },
});

/** As Flux writes images. */
const WHOLE_IMAGE = MODEL.replace('image: ', 'image: contososcoring.azurecr.io/');

export const RULE_CASES: readonly RuleCase[] = [
  model('inputs', 'inputs: [{ name: x, type: double }]', 'inputs: [{ name: x, type: double }, { name: y, type: double }]', 'input added: y (double, required): requests without it are refused'),
  model('inputs', 'inputs: [{ name: x, type: double }]', 'inputs: [{ name: x, type: double }, { name: y, type: double, nullable: true }]', 'input added: y (double, may be left out)'),
  model('inputs', 'inputs: [{ name: x, type: double }, { name: y, type: double }]', 'inputs: [{ name: x, type: double }]', 'input removed: y: clients that send it have to stop'),
  model('inputs', 'inputs: [{ name: x, type: double }]', 'inputs: [{ name: x, type: integer }]', 'input x is integer and was double: clients break'),
  model('inputs', 'inputs: [{ name: x, type: double, nullable: true }]', 'inputs: [{ name: x, type: double }]', 'input x may no longer be missing: requests that were accepted are refused'),
  model('inputs', 'inputs: [{ name: x, type: double }]', 'inputs: [{ name: x, type: double, minimum: 0 }]', 'input x: range unbounded → from 0: requests that were accepted are refused'),
  model('inputs', 'inputs: [{ name: x, type: double, minimum: 0 }]', 'inputs: [{ name: x, type: double }]', 'input x: range from 0 → unbounded'),
  model('inputs', 'inputs: [{ name: x, type: factor, levels: [a, b] }]', 'inputs: [{ name: x, type: factor, levels: [b, a] }]', 'input x: the same levels in another order, which must be the order of the training data'),
  model('inputs', 'inputs: [{ name: x, type: double }, { name: y, type: double }]', 'inputs: [{ name: y, type: double }, { name: x, type: double }]', 'inputs: the same columns in another order; clients that send values without names must follow'),
  model('inputs', '', 'inputs: [{ name: x, type: double }]', 'inputs are now declared (x): requests without them or with other values are refused'),
  model('inputs', 'inputs: [{ name: x, type: double }]', '', 'inputs are no longer declared: requests are not validated any more'),
  model('outputs', 'outputs: [{ name: x, type: double }, { name: y, type: double }]', 'outputs: [{ name: x, type: double }]', 'output removed: y: clients that read it break'),
  model('outputs', 'outputs: [{ name: x, type: double }]', 'outputs: [{ name: x, type: double }, { name: y, type: double }]', 'output added: y (double)'),
  model('outputs', 'outputs: [{ name: x, type: double }]', 'outputs: [{ name: x, type: double, nullable: true }]', 'output x may now be missing: clients may meet what they did not before'),
  model('outputs', '', 'outputs: [{ name: x, type: double }]', 'outputs are now declared: x'),
  model('address', '', 'endpoint: { path: /crm }', 'address https://models.contoso.com/churn → https://models.contoso.com/crm: clients of the old one get 404'),
  model('request-time', '', 'endpoint: { timeoutSeconds: 10 }', 'time for a request 30 s → 10 s'),
  model('bodies-limit', '', 'endpoint: { bodiesLimit: 64Mi }', 'request bodies that are read at once an eighth of the memory → 64 MiB: one that finds no room is refused'),
  model('body-limit', '', 'endpoint: { bodyLimit: 1Mi }', 'largest request body 10 MiB → 1 MiB'),
  model('queue', '', 'endpoint: { queue: { maxRows: 100 } }', 'rows that may wait in a pod 10000 → 100'),
  model('ml-server', '', 'endpoint: { mlServer: { service: churnService, input: frame } }', 'Machine Learning Server\'s names: service the model\'s → churnService and input inputData → frame: clients of the old ones fail'),
  model('batching', '', 'endpoint: { batching: { enabled: false } }', 'requests are no longer batched: fewer requests a second'),
  model('batching', '', 'endpoint: { batching: { maxRows: 100 } }', 'batches: rows at most 512 → 100'),
  model('auth-mode', '', 'endpoint: { auth: none }', 'authentication is off (was password): whoever reaches the address may call'),
  model('auth-mode', '', 'endpoint: { auth: basic }', 'authentication password → basic: clients need other credentials'),
  model('auth-entra', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [] } }', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://b", roles: [] } }', 'accepted tokens: audience api://a → api://b: other tokens are refused'),
  model('auth-roles', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [Score] } }', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [] } }', 'any caller of the tenant with a token is let in: no role is asked for any more'),
  model('auth-roles', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [Score, Admin] } }', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [Score] } }', 'roles that may call: Score, Admin → Score: callers with Admin alone are refused'),
  model('auth-roles', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [Score] } }', 'endpoint: { auth: entra, entra: { tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e, audience: "api://a", roles: [Score, Admin] } }', 'roles that may call: Score → Score, Admin'),
  model('identity', 'endpoint: { auth: none }', 'endpoint: { auth: none }\nartifact: { blob: a.tar.gz, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }', 'the pods now act as managed identity of team crm in Azure'),
  model('credentials', '', 'endpoint: { credentials: { secret: users } }', 'users and keys come from the Secret users (before: Key Vault contoso-scoring (churn-users and churn-signing-keys)); it has to exist before the pods start'),
  model('variables', 'env: { A: one }', 'env: { A: two }', 'variable A: has another value'),
  model('variables', 'env: { A: one }', 'env: { A: { secret: { name: s, key: k } } }', 'variable A: plain text → Secret s, key k'),
  model('variables', 'env: { A: one }', '', 'variable A removed'),
  model('egress-ranges', '', 'egress: [{ cidr: 10.20.0.0/24, port: 5432, description: Feature store }]', 'the pods may reach 10.20.0.0/24, TCP port 5432 (Feature store)'),
  model('egress-ranges', 'egress: [{ cidr: 10.20.0.0/24, port: 5432 }]', '', 'the pods may no longer reach 10.20.0.0/24, TCP port 5432'),
  model(
    'egress-ranges', 'egress: [{ cidr: 10.1.0.0/24, port: 1 }, { cidr: 10.2.0.0/24, port: 1 }]', 'egress: [{ cidr: 10.2.0.0/24, port: 1 }, { cidr: 10.1.0.0/24, port: 1 }]',
    'ranges that the pods may reach: another order',
  ),
  model('nodes', '', 'pods: { nodeSelector: { tier: scoring } }', 'nodes must have the labels none → tier=scoring; where none has, pods stay pending'),
  model('nodes', 'pods: { tolerations: [{ key: a, effect: NoSchedule }] }', 'pods: { tolerations: [{ key: a, value: b, effect: NoExecute }] }', 'taints that the pods put up with: a:NoSchedule → a=b:NoExecute'),
  model('pod-annotations', 'pods: { annotations: { a: x } }', 'pods: { annotations: { a: y } }', 'annotations of the pods: a x → y'),
  model('image', '', '@churn:1.0.0=>churn:1.0.1', 'image r-scoring/churn:1.0.0 → r-scoring/churn:1.0.1 (by tag, which may be moved; a digest pins it)'),
  model('version', '', '@version: 1.0.0=>version: 1.0.1', 'version 1.0.0 → 1.0.1'),
  model('marks', '', '@team: crm=>team: crm, labels: { cost: "1" }', 'labels of all objects: cost none → 1'),
  model('identity', '', '@team: crm=>team: risk', 'team crm → risk: the pods act as the identity of risk'),
  model('about', '', '@team: crm=>team: crm, owner: a@contoso.com', 'owner none → a@contoso.com'),
  model('artifact', 'artifact: { blob: a.tar.gz, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }', 'artifact: { blob: b.tar.gz, sha256: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb }', 'artifact https://contosomodels.blob.core.windows.net/models/a.tar.gz (sha256 aaaaaaaaaaaa…) → https://contosomodels.blob.core.windows.net/models/b.tar.gz (sha256 bbbbbbbbbbbb…)'),
  model('artifact', 'artifact: { blob: a.tar.gz, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }', 'artifact: { blob: b.tar.gz, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }', 'artifact https://contosomodels.blob.core.windows.net/models/a.tar.gz (sha256 aaaaaaaaaaaa…) → https://contosomodels.blob.core.windows.net/models/b.tar.gz (sha256 aaaaaaaaaaaa…): the same content from elsewhere'),
  model('artifact-limits', 'artifact: { blob: a.tar.gz, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }', 'artifact: { blob: a.tar.gz, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, maxSize: 4Gi }', 'artifact: unpacked at most 2 GiB → 4 GiB'),
  model('pod-size', '', 'workers: { cores: 3 }', 'a pod: 2 → 3 R processes of 1 thread, 2.25 cores → 3.25 cores, 1.25 GiB → 1.75 GiB'),
  model('pod-size', '', 'workers: { memoryPerWorker: 256Mi }', 'a pod: 2 R processes of 1 thread, 2.25 cores, 1.25 GiB → 768 MiB: a process has less memory than before, and is killed when it needs more'),
  model('gpu', '', 'gpu: { count: 1 }', 'GPUs of a pod 0 → 1, on the pool gpu'),
  model('gpu', 'gpu: { count: 1 }', 'gpu: { count: 1, force: true }', 'GPU although the family gains nothing from one: off → on'),
  model('replica-floor', '', 'scaling: { min: 1 }', 'pods at rest 2 → 1: with one pod every node upgrade interrupts the service'),
  model('replica-floor', '', 'scaling: { min: 3 }', 'pods at rest 2 → 3'),
  model('replica-ceiling', '', 'scaling: { max: 5 }', 'pods at most 10 → 5'),
  model('cpu-target', '', 'scaling: { cpuUtilization: 80 }', 'pods are added at 70 % → 80 % CPU: later'),
  model('worker-life', '', 'workers: { recycleAfterRequests: 1000 }', 'R processes: replaced after requests (0: never) 0 → 1000'),
  model('about', '', 'family: linear', 'family other → linear'),
  environment('ingress', '', 'ingress: { class: other }', 'way in: traefik (class traefik, namespace traefik) → traefik (class other, namespace traefik); pods of the namespace traefik may reach the model'),
  environment('ingress', '', 'ingress: { controller: gateway-api }', 'way in: traefik (class traefik, namespace traefik) → gateway-api (class approuting-istio, namespace scoring-gateway, gateway scoring): another controller takes the traffic, and it must run before'),
  environment('certificate', 'certificates: { issuer: letsencrypt-staging, email: a@contoso.com }', 'certificates: { issuer: letsencrypt, email: a@contoso.com }', 'certificate signed by plumbline-letsencrypt-staging → plumbline-letsencrypt'),
  environment('monitoring', '', 'monitoring: { prometheus: none }', 'metrics are no longer scraped: alerts and dashboards see nothing'),
  environment('monitoring', '', 'monitoring: { scrapeIntervalSeconds: 60 }', 'metrics: seconds between 30 → 60'),
  environment('cluster', '', '@region: westeurope=>region: northeurope', 'cluster.region westeurope → northeurope: in Azure this is another cluster, and the old one stays'),
  environment('kubernetes-version', '@"1.36"=>"1.35"', '', 'Kubernetes 1.35 → 1.36: nodes are replaced one by one'),
  environment('kubernetes-version', '', '@"1.36"=>"1.35"', 'Kubernetes 1.36 → 1.35: AKS cannot go back'),
  environment('registry', '', '@name: contososcoring=>name: otherscoring', 'registry.name contososcoring → otherscoring: images have to be there'),
  environment('storage', '', '@contosomodels=>othermodels', 'storage.account contosomodels → othermodels: artifacts have to be there'),
  environment('key-vault', '', '@keyVault: contoso-scoring=>keyVault: other-scoring', 'keyVault contoso-scoring → other-scoring: secrets have to be there'),
  environment('tenant', 'tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e', 'tenantId: 1f8fad5b-d9cb-469f-a165-70867728950e', 'tenant 0f8fad5b-d9cb-469f-a165-70867728950e → 1f8fad5b-d9cb-469f-a165-70867728950e: identities and tokens of the old one are refused'),
  environment('tenant', '', 'tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e', 'tenant none → 0f8fad5b-d9cb-469f-a165-70867728950e (none: Flux fills it in the cluster)'),
  environment('identities', 'identities: { crm: 1b4e28ba-2fa1-41d2-883f-0016d3cca427 }', 'identities: { crm: 2b4e28ba-2fa1-41d2-883f-0016d3cca427 }', 'identities.crm 1b4e28ba-2fa1-41d2-883f-0016d3cca427 → 2b4e28ba-2fa1-41d2-883f-0016d3cca427: pods act as these identities'),
  environment('host', '', '@host: models=>host: scores', 'host models.contoso.com → scores.contoso.com: every model without a host of its own moves'),
  environment('additional-hosts', 'additionalHosts: [a.contoso.com]', '', 'further hosts a.contoso.com → none: clients of a.contoso.com are cut off'),
  environment('additional-hosts', '', 'additionalHosts: [a.contoso.com]', 'further hosts none → a.contoso.com'),
  environment('way-in', '', 'ingress: { class: other }', 'ingress.class none → other: all traffic goes another way'),
  environment('issuer', 'certificates: { issuer: letsencrypt-staging, email: a@contoso.com }', 'certificates: { issuer: letsencrypt, email: a@contoso.com }', 'certificates by letsencrypt-staging → letsencrypt: the production issuer allows 50 certificates a week for a domain'),
  environment('certificates', 'certificates: { issuer: letsencrypt, email: a@contoso.com }', 'certificates: { issuer: letsencrypt, email: b@contoso.com }', 'certificates.email a@contoso.com → b@contoso.com'),
  environment('node-pools', '', '@Standard_D8s_v5=>Standard_D16s_v5', 'nodes.sizes Standard_D8s_v5 → Standard_D16s_v5: pools are made or removed, and pods move'),
  environment('node-limit', '@max: 20=>max: 30', '', 'nodes of a pool at most 30 → 20'),
  environment('node-limit', '', '@max: 20=>max: 30', 'nodes of a pool at most 20 → 30'),
  environment('environment-about', '', '@name: production=>name: production, description: Live', 'metadata.description none → Live'),
  environment('gitops', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops: { url: "https://github.com/contoso/b" }', 'gitops.url https://github.com/contoso/a → https://github.com/contoso/b: Flux reads from elsewhere; what is not there is pruned'),
  environment('shards', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops: { url: "https://github.com/contoso/a", shards: 4 }', 'gitops.shards 0 → 4: models move to other Flux Kustomizations, once'),
  environment('delivery', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops: { url: "https://github.com/contoso/a", deliver: chart-oci }', 'gitops.deliver manifests → chart-oci: Flux takes over what runs, pods stay; the charts have to be in the registry before'),
  environment('delivery', 'gitops: { url: "https://github.com/contoso/a", deliver: chart-git }', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops.deliver chart-git → manifests: Flux takes over what runs, pods stay'),
  environment('chart-registry', 'gitops: { url: "https://github.com/contoso/a", deliver: chart-oci }', 'gitops: { url: "https://github.com/contoso/a", deliver: chart-oci, charts: "oci://contoso.azurecr.io/charts" }', 'gitops.charts none → oci://contoso.azurecr.io/charts: the charts have to be there'),
  environment('flux-messages', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops: { url: "https://github.com/contoso/a", notifications: { type: slack, secretName: hook } }', 'gitops.notifications.type none → slack, gitops.notifications.secretName none → hook and gitops.notifications.severity none → error: the Secret has to exist in flux-system'),
  environment('image-updates', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops: { url: "https://github.com/contoso/a", imageUpdates: { models: { churn: 2.x }, secretName: push } }', 'Flux proposes newer images of churn (2.x) on a branch of its own', WHOLE_IMAGE),
  environment('image-updates', 'gitops: { url: "https://github.com/contoso/a", imageUpdates: { models: { churn: 2.x }, secretName: push } }', 'gitops: { url: "https://github.com/contoso/a" }', 'Flux no longer proposes newer images of churn', WHOLE_IMAGE),
  environment('flux-signatures', 'gitops: { source: oci, url: "oci://contoso.azurecr.io/flux" }', 'gitops: { source: oci, url: "oci://contoso.azurecr.io/flux", verify: { provider: cosign } }', 'gitops.verify.provider none → cosign: what Flux takes has to be signed so before'),
  environment('components', '', 'components: { policies: false }', 'component policies is no longer installed by Flux, which uninstalls what it installed'),
  environment('components', '', 'components: { headlamp: true }', 'component headlamp is installed by Flux'),
  environment('placement', '', 'models: { exclude: ["experiment-*"] }', 'models.exclude none → experiment-*: which models run here (see each)'),
  environment('charts', '', 'charts: true', 'charts off → on: Helm charts beside the manifests'),
  environment('watching', '', 'monitoring: { grafana: false }', 'monitoring.grafana on → off'),
  environment('subscription', 'azure: { subscriptionId: 1b4e28ba-2fa1-41d2-883f-0016d3cca427 }', 'azure: { subscriptionId: 2b4e28ba-2fa1-41d2-883f-0016d3cca427 }', 'azure.subscriptionId 1b4e28ba-2fa1-41d2-883f-0016d3cca427 → 2b4e28ba-2fa1-41d2-883f-0016d3cca427: plumbline infra deploys there, and what is in the old one stays'),
  environment('cluster-kind', '', 'azure: { clusterSku: Automatic }', 'azure.clusterSku Base → Automatic: AKS cannot change it on a running cluster'),
  environment('cluster-tier', '', 'azure: { clusterTier: Free }', 'azure.clusterTier Standard → Free: Free has no uptime agreement'),
  environment('administrators', '', 'azure: { administratorGroups: [1b4e28ba-2fa1-41d2-883f-0016d3cca427] }', 'azure.administratorGroups none → 1b4e28ba-2fa1-41d2-883f-0016d3cca427: these groups administer the cluster and write secrets'),
  environment('publishers', '', 'azure: { publishers: [1b4e28ba-2fa1-41d2-883f-0016d3cca427] }', 'azure.publishers none → 1b4e28ba-2fa1-41d2-883f-0016d3cca427: these may push images and upload models'),
  environment('api-server', '', 'azure: { apiServer: { authorizedIpRanges: [203.0.113.0/24] } }', 'azure.apiServer.authorizedIpRanges none → 203.0.113.0/24: from where the API server may be called'),
  environment('upgrades', '', 'azure: { upgrades: { cluster: stable } }', 'azure.upgrades.cluster patch → stable'),
  environment('system-nodes', '', 'azure: { systemNodeSize: Standard_D8s_v5 }', 'azure.systemNodeSize Standard_D4s_v5 → Standard_D8s_v5: the system pool is made anew'),
  environment('network', '', 'azure: { network: { podPrefix: 10.240.0.0/14 } }', 'azure.network.podPrefix 10.244.0.0/14 → 10.240.0.0/14: AKS cannot change ranges of a running cluster'),
  environment('registry-rights', '', 'azure: { registry: { roleAssignmentMode: AbacRepositoryPermissions } }', 'azure.registry.roleAssignmentMode LegacyRegistryPermissions → AbacRepositoryPermissions'),
  environment('existing', '', 'azure: { existing: { registry: true } }', 'azure.existing.registry off → on: whether it is made or only given rights on'),
  environment('data-access', 'azure: { dataAccess: { restricted: true } }', '', 'storage and vault may be reached from the nodes alone → from anywhere'),
  environment('data-access', '', 'azure: { dataAccess: { restricted: true, allowedIpRanges: [203.0.113.0/24] } }', 'storage and vault may be reached from anywhere → from the nodes and 203.0.113.0/24'),
  environment('git-credentials', 'gitops: { url: "https://github.com/contoso/a" }', 'gitops: { url: "https://github.com/contoso/a" }\nazure: { gitSecretName: git }', 'azure.gitSecretName none → git: it must exist in flux-system'),
  environment('logs', '', 'azure: { logRetentionDays: 90 }', 'azure.logRetentionDays 30 → 90'),
  environment('dns-zone', '', 'azure: { dnsZone: contoso.com }', 'azure.dnsZone none → contoso.com'),
  environment('api-management', '', 'azure: { apiManagement: { name: contoso-api, publisherName: Contoso, publisherEmail: ops@contoso.com } }', 'API Management contoso-api (BasicV2) is made, in front of every model'),
  environment('api-management', 'azure: { apiManagement: { name: contoso-api, publisherName: Contoso, publisherEmail: ops@contoso.com } }', '', 'API Management contoso-api is no longer deployed: it stays with what it has, until somebody deletes it'),
  environment('api-management', 'azure: { apiManagement: { name: contoso-api, publisherName: Contoso, publisherEmail: ops@contoso.com } }', 'azure: { apiManagement: { name: contoso-scores, publisherName: Contoso, publisherEmail: ops@contoso.com } }', 'API Management contoso-api → contoso-scores: another service at another address, and the old one stays'),
  environment('api-management', 'azure: { apiManagement: { name: contoso-api, publisherName: Contoso, publisherEmail: ops@contoso.com } }', 'azure: { apiManagement: { name: contoso-api, publisherName: Contoso, publisherEmail: ops@contoso.com, callsPerMinute: 60 } }', 'azure.apiManagement.callsPerMinute 600 → 60'),
  environment('budget', 'monitoring: { alerts: { email: a@contoso.com } }', 'monitoring: { alerts: { email: a@contoso.com } }\nazure: { budget: { amount: 2000, startDate: "2026-12-01" } }', 'azure.budget.amount none → 2000 and azure.budget.startDate none → 2026-12-01'),
  environment('lock', '', 'azure: { locked: true }', 'azure.locked off → on: whether registry, storage and vault can be deleted'),
];
