import { yaml } from './sides';
import type { Environment, Model } from '../../src/spec';

/** Models that between them use every field of the schema, each written with a value that is not its default. */
export const MODELS: readonly Model[] = [
  yaml(`
apiVersion: plumbline/v1
kind: Model
metadata: { name: churn, version: 1.0.0, team: crm, owner: a@contoso.com, description: Who leaves, labels: { cost: "1" }, annotations: { contoso.com/run: book } }
spec:
  family: deep-learning
  image: r-scoring/churn:1.0.0
  artifact: { blob: churn/model.tar.gz, sha256: ${'a'.repeat(64)}, maxSize: 3Gi, timeoutSeconds: 200 }
  inputs:
    - { name: age, type: double, nullable: true, minimum: 0, maximum: 120, description: Years }
  outputs: [{ name: p, type: double, nullable: true, minimum: 0, maximum: 1, description: Probability }]
  workers: { cores: 4, threadsPerWorker: 2, memoryPerWorker: 600Mi, recycleAfterRequests: 100, startupTimeoutSeconds: 200 }
  gateway: { cpuMillicores: 300, memory: 300Mi }
  gpu: { count: 1, sku: gpu, force: true }
  scaling: { min: 3, max: 8, cpuUtilization: 60 }
  endpoint:
    host: a.contoso.com
    path: /churn-score
    auth: entra
    entra: { audience: "api://churn", roles: [Score], tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e }
    timeoutSeconds: 20
    bodyLimit: 20Mi
    bodiesLimit: 80Mi
    batching: { enabled: true, maxRows: 100, maxWaitMilliseconds: 3 }
    queue: { maxRows: 500 }
    mlServer: { service: churnService, version: v1, operation: score, input: frame }
  env:
    PLAIN: value
    FROM_SECRET: { secret: { name: warehouse, key: password } }
    FROM_VAULT: { keyVaultSecret: warehouse }
  egress: [{ cidr: 10.20.0.0/24, port: 5432, protocol: UDP, description: Feature store }]
  pods:
    annotations: { sidecar: json }
    nodeSelector: { tier: scoring }
    tolerations: [{ key: scoring, value: "yes", effect: NoExecute }]
`),
  yaml(`
apiVersion: plumbline/v1
kind: Model
metadata: { name: claims, version: 1.0.0, team: claims }
spec:
  image: r-scoring/claims:1.0.0
  artifact: { share: { name: models, path: claims.tar.gz }, sha256: ${'b'.repeat(64)} }
  endpoint: { auth: password, credentials: { keyVault: { users: users-a, signingKeys: keys-a } } }
`),
  yaml(`
apiVersion: plumbline/v1
kind: Model
metadata: { name: price, version: 1.0.0, team: pricing }
spec:
  image: r-scoring/price:1.0.0
  inputs: [{ name: plan, type: factor, levels: [a, b] }]
  outputs: [{ name: class, type: factor, levels: [a, b] }]
  endpoint: { auth: password, credentials: { secret: price-users } }
`),
];

/** An environment that uses every field of the schema. */
export const ENVIRONMENT: Environment = yaml(`
apiVersion: plumbline/v1
kind: Environment
metadata: { name: production, description: What customers call }
spec:
  cluster: { name: scoring, kubernetesVersion: "1.35", region: westeurope, resourceGroup: scoring, cloud: AzurePublic }
  registry: { name: contososcoring, sku: Standard }
  storage: { account: contosomodels, container: models, resourceGroup: data }
  keyVault: contoso-scoring
  tenantId: 0f8fad5b-d9cb-469f-a165-70867728950e
  host: a.contoso.com
  additionalHosts: [b.contoso.com]
  ingress: { controller: gateway-api, class: istio, namespace: gateways, gateway: front }
  certificates: { issuer: letsencrypt, email: ops@contoso.com, caSecret: ca, secretName: tls }
  identities: { crm: 1b4e28ba-2fa1-41d2-883f-0016d3cca427 }
  nodes: { sizes: [Standard_D8s_v5], gpuSizes: [Standard_NC96ads_A100_v4], zones: ["1", "2"], max: 30 }
  gitops: { source: git, url: "https://github.com/contoso/scoring", branch: main, tag: x, deliver: chart-oci, charts: "oci://contoso.azurecr.io/charts", path: dist/clusters/production, verify: { provider: cosign, secretName: keys }, shards: 2, notifications: { type: slack, secretName: hook, severity: info }, receiver: { type: github, secretName: token }, imageUpdates: { models: { churn: 1.x }, secretName: push, branch: images, url: "https://github.com/contoso/specs" } }
  components: { traefik: true, certManager: true, devicePlugin: true, policies: true, headlamp: false }
  monitoring: { containerInsights: true, prometheus: azure, namespace: kube-system, scrapeIntervalSeconds: 20, grafana: true, alerts: { email: ops@contoso.com } }
  azure:
    subscriptionId: 7d444840-9dc0-11d1-b245-5ffdce74fad2
    clusterSku: Base
    clusterTier: Standard
    administratorGroups: [1b4e28ba-2fa1-41d2-883f-0016d3cca427]
    publishers: [1b4e28ba-2fa1-41d2-883f-0016d3cca428]
    apiServer: { private: false, authorizedIpRanges: [203.0.113.0/24] }
    upgrades: { cluster: patch, nodeOs: NodeImage, dayOfWeek: Sunday, startTime: "01:00", utcOffset: "+00:00", durationHours: 6 }
    systemNodeSize: Standard_D4s_v5
    network: { addressPrefix: 10.80.0.0/16, nodesPrefix: 10.80.0.0/20, apiServerPrefix: 10.80.16.0/28, podPrefix: 10.244.0.0/14, servicePrefix: 10.96.0.0/16, dnsServiceIp: 10.96.0.10 }
    registry: { roleAssignmentMode: LegacyRegistryPermissions, resourceGroup: shared }
    existing: { registry: false, storage: false, keyVault: false }
    dataAccess: { restricted: true, allowedIpRanges: [203.0.113.0/24] }
    gitSecretName: git
    logRetentionDays: 60
    dnsZone: contoso.com
    apiManagement: { name: contoso-api, sku: StandardV2, units: 2, publisherName: Contoso, publisherEmail: ops@contoso.com, callsPerMinute: 60 }
    budget: { amount: 1000, startDate: "2026-12-01" }
    locked: false
  charts: false
  models: { include: ["*"], exclude: ["experiment-*"] }
`);
