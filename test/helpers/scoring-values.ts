import type { ScoringValues } from '../../src/spec/values';

/** Any part of T; lists are given whole. */
export type DeepPartial<T> =
  T extends readonly unknown[] ? T
    : T extends object ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
      : T;

const BOSTON_HOUSING: ScoringValues = {
  name: 'boston-housing',
  version: '1.0.0',
  team: 'pricing',
  owner: '',
  description: '',
  family: 'tree-ensemble',
  namespace: 'boston-housing',
  labels: {},
  annotations: {},
  source: { model: 'models/boston-housing.yaml', environment: 'environments/dev.yaml' },
  image: { registry: 'contososcoring.azurecr.io', repository: 'r-scoring/boston-housing', tag: '1.0.0', digest: '' },
  artifact: {
    source: 'none',
    location: '',
    sha256: '',
    maxSizeMiB: 1024,
    timeoutSeconds: 300,
    share: { name: '', storageAccount: '', resourceGroup: '', server: '' },
  },
  identity: { enabled: false, clientId: '', tenantId: '' },
  inputs: [{ name: 'lstat', type: 'double', nullable: false, levels: [], minimum: 0, maximum: 100, description: '' }],
  outputs: [],
  workers: { cores: 4, threadsPerWorker: 1, memoryPerWorkerMiB: 600, recycleAfterRequests: 0, startupTimeoutSeconds: 300 },
  gateway: { cpuMillicores: 250, memoryMiB: 384 },
  gpu: { count: 0, sku: 'gpu', force: false },
  scaling: { min: 2, max: 10, cpuUtilization: 70 },
  endpoint: {
    host: 'models.contoso.com',
    path: '/boston-housing',
    timeoutSeconds: 30,
    bodyLimitMiB: 10,
    bodiesLimitMiB: 0,
    batching: { enabled: true, maxRows: 512, maxWaitMilliseconds: 5 },
    queue: { maxRows: 10_000 },
    mlServer: { service: '', version: '', operation: 'consume', input: 'inputData' },
  },
  auth: { mode: 'password', entra: { issuer: '', audience: '', jwksUri: '', roles: [] } },
  ingress: {
    controller: 'traefik',
    className: 'traefik',
    namespace: 'traefik',
    gateway: '',
    certificate: { own: false, secretName: 'models-contoso-com-tls', issuer: 'letsencrypt-staging', acme: true },
  },
  secrets: {
    source: 'key-vault',
    keyVault: 'contoso-scoring',
    secretName: '',
    files: [
      { keyVaultSecret: 'boston-housing-users', file: 'users.json' },
      { keyVaultSecret: 'boston-housing-signing-keys', file: 'signing-keys.json' },
    ],
  },
  variables: [],
  egress: [],
  pods: { annotations: {}, nodeSelector: {}, tolerations: [] },
  monitoring: { prometheus: 'azure', namespace: 'kube-system', scrapeIntervalSeconds: 30 },
  environment: { name: 'dev', region: 'westeurope', kubernetesVersion: '1.35', cloud: 'AzurePublic' },
};

/** Values as a resolved model has them, with the given parts replaced; a map among the parts is merged, a list taken whole. */
export function scoringValues(overrides: DeepPartial<ScoringValues> = {}): ScoringValues {
  return merged(BOSTON_HOUSING, overrides) as ScoringValues;
}

/** A model of its own name and place, otherwise as given. */
export function namedValues(model: string, environment: string, overrides: DeepPartial<ScoringValues> = {}): ScoringValues {
  return scoringValues({
    ...overrides,
    name: model,
    namespace: model,
    source: { model: `models/${model}.yaml`, environment: `environments/${environment}.yaml` },
    endpoint: { ...overrides.endpoint, path: `/${model}` },
    environment: { ...overrides.environment, name: environment },
  });
}

function merged(base: unknown, overrides: unknown): unknown {
  if (overrides === undefined) { return base; }
  if (!isMap(base) || !isMap(overrides)) { return overrides; }
  const keys = new Set([...Object.keys(base), ...Object.keys(overrides)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(base[key], overrides[key])]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
