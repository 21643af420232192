import fc from 'fast-check';
import type { ScoringValues, VariableValues } from '../../src/spec/values';

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
const guid = fc.constant('0f8fad5b-d9cb-469f-a165-70867728950e');
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
/** Text as people write it into descriptions and variables, with what YAML, Helm and Flux are sensitive to. */
const text = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('yes', 'null', '1e3', '${HOME}', '{{ .Values.x }}', 'a: b # c', '012', '~', '- x\n- y\n'));

const column = fc.record({
  name: label,
  type: fc.constantFrom('double', 'integer', 'factor', 'date'),
  nullable: fc.boolean(),
  levels: fc.array(label, { maxLength: 3 }),
  minimum: fc.option(fc.integer()),
  maximum: fc.option(fc.integer()),
  description: text,
} as const);

const variable: fc.Arbitrary<VariableValues> = fc.oneof(
  fc.record({ source: fc.constant('value' as const), value: text }),
  fc.record({ source: fc.constant('secret' as const), secretName: label, secretKey: label }),
  fc.record({ source: fc.constant('key-vault' as const), keyVaultSecret: label }),
).map((given) => ({ name: '', value: '', secretName: '', secretKey: '', keyVaultSecret: '', ...given }));

const variables = fc.array(fc.tuple(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/), variable), { maxLength: 4 })
  .map((pairs) => [...new Map(pairs)].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, given]) => ({ ...given, name })));

const artifact = fc.record({
  source: fc.constantFrom('none', 'blob', 'share'),
  location: label,
  sha256,
  maxSizeMiB: fc.integer({ min: 1, max: 65536 }),
  timeoutSeconds: fc.integer({ min: 1, max: 3600 }),
  share: fc.record({ name: label, storageAccount: label, resourceGroup: label, server: label }),
} as const);

const egressRule = fc.record({
  cidr: fc.ipV4().map((address) => `${address}/32`),
  except: fc.constant([]),
  port: fc.integer({ min: 1, max: 65535 }),
  protocol: fc.constantFrom('TCP', 'UDP'),
  description: text,
} as const);

const ingress = fc.record({
  controller: fc.constantFrom('traefik', 'gateway-api'),
  className: label,
  namespace: label,
  gateway: label,
  certificate: fc.record({ own: fc.boolean(), secretName: label, issuer: fc.oneof(fc.constant(''), label), acme: fc.boolean() }),
} as const);

/** Resolved values of any shape that the charts may meet, whether or not a spec resolves to them. */
export function anyScoringValues(): fc.Arbitrary<ScoringValues> {
  return fc.record({
    name: label,
    version: fc.constantFrom('1.0.0', '2.13.0-rc.1'),
    team: label,
    owner: text,
    description: text,
    family: fc.constantFrom('linear', 'tree-ensemble', 'deep-learning'),
    namespace: label,
    labels: fc.dictionary(label, label, { maxKeys: 3 }),
    annotations: fc.dictionary(label, text, { maxKeys: 3 }),
    source: fc.record({ model: fc.constant('models/m.yaml'), environment: fc.constant('environments/e.yaml') }),
    image: fc.record({ registry: fc.constant('r.azurecr.io'), repository: label, tag: fc.constantFrom('', '1.0.0'), digest: sha256.map((digest) => `sha256:${digest}`) }),
    artifact,
    identity: fc.record({ enabled: fc.boolean(), clientId: guid, tenantId: guid }),
    inputs: fc.array(column, { maxLength: 3 }),
    outputs: fc.array(column, { maxLength: 2 }),
    workers: fc.record({
      cores: fc.integer({ min: 1, max: 64 }),
      threadsPerWorker: fc.constant(1),
      memoryPerWorkerMiB: fc.integer({ min: 64, max: 65536 }),
      recycleAfterRequests: fc.nat(),
      startupTimeoutSeconds: fc.integer({ min: 5, max: 3600 }),
    }),
    gateway: fc.record({ cpuMillicores: fc.integer({ min: 100, max: 2000 }), memoryMiB: fc.integer({ min: 128, max: 2048 }) }),
    gpu: fc.record({ count: fc.integer({ min: 0, max: 4 }), sku: label, force: fc.boolean() }),
    scaling: fc.integer({ min: 1, max: 50 }).chain((min) => fc.record({
      min: fc.constant(min), max: fc.integer({ min, max: 100 }), cpuUtilization: fc.integer({ min: 1, max: 100 }),
    })),
    endpoint: fc.record({
      host: label.map((name) => `${name}.contoso.com`),
      path: label.map((name) => `/${name}`),
      timeoutSeconds: fc.integer({ min: 1, max: 600 }),
      bodyLimitMiB: fc.integer({ min: 1, max: 1024 }),
      bodiesLimitMiB: fc.constantFrom(0, 1024, 10_485_760),
      batching: fc.record({ enabled: fc.boolean(), maxRows: fc.nat(), maxWaitMilliseconds: fc.nat() }),
      queue: fc.record({ maxRows: fc.nat() }),
      mlServer: fc.record({
        service: fc.oneof(fc.constant(''), label), version: fc.oneof(fc.constant(''), label), operation: fc.constantFrom('consume', 'score'), input: fc.constantFrom('inputData', 'x'),
      }),
    }),
    auth: fc.record({
      mode: fc.constantFrom('password', 'basic', 'entra', 'none'),
      entra: fc.record({ issuer: text, audience: text, jwksUri: text, roles: fc.array(label, { maxLength: 2 }) }),
    }),
    ingress,
    secrets: fc.record({
      source: fc.constantFrom('none', 'key-vault', 'secret'),
      keyVault: label,
      secretName: label,
      files: fc.array(fc.record({ keyVaultSecret: label, file: fc.constantFrom('users.json', 'signing-keys.json') }), { maxLength: 2 }),
    }),
    variables,
    egress: fc.array(egressRule, { maxLength: 2 }),
    pods: fc.record({
      annotations: fc.dictionary(label, text, { maxKeys: 3 }),
      nodeSelector: fc.dictionary(label, label, { maxKeys: 2 }),
      tolerations: fc.array(fc.record({ key: label, value: fc.oneof(fc.constant(''), label), effect: fc.constantFrom('NoSchedule', 'NoExecute') }), { maxLength: 2 }),
    }),
    monitoring: fc.record({ prometheus: fc.constantFrom('azure', 'operator', 'none'), namespace: label, scrapeIntervalSeconds: fc.integer({ min: 5, max: 300 }) }),
    environment: fc.record({
      name: label,
      region: label,
      kubernetesVersion: fc.constantFrom('1.34', '1.35', '1.36'),
      cloud: fc.constantFrom('AzurePublic', 'AzureChina'),
    }),
  } as const) as fc.Arbitrary<ScoringValues>;
}
