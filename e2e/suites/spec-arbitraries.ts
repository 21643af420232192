import fc from 'fast-check';
import { stringify } from 'yaml';
import type { SourceFile } from '../../src/spec/load/read-files';

/** A name at and within its limits. */
const label = (longest: number) => fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/) },
  { weight: 1, arbitrary: fc.constantFrom('a', 'a'.repeat(longest), `a-${'0'.repeat(longest - 3)}z`, 'true', 'null', 'y') },
);
const qualifiedName = fc.constantFrom('cost-center', 'contoso.com/owner', 'a', `x.${'y'.repeat(60)}.z/${'K'.repeat(63)}`, 'A_b.c-d', `${'p'.repeat(64)}/a`);
const labelValue = fc.constantFrom('', 'yes', '1', '0x1F', '1e3', 'A', 'a_b.c-d', 'z'.repeat(63));
/** Texts that YAML, shells, Helm and Flux are known to take for something else. */
const text = fc.oneof(
  fc.string({ maxLength: 40, unit: 'grapheme' }),
  fc.constantFrom('', 'null', '012', 'a: b # c', '- x\n- y', 'ends in a space ', '$(HOME)', '"', "it's", '\t', '{}', '漢字', '😀', 'x'.repeat(200)),
);
const memory = (units: readonly string[]) => fc.constantFrom(...units);
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const guid = fc.uuid();
const secretName = fc.constantFrom('credentials', 'a.b.c', '0', 's'.repeat(253), `${'s'.repeat(60)}.t`);
const keyVaultSecret = fc.constantFrom('users', 'A-1', '0', 'x'.repeat(127));
/** Every field may be left out. */
const partial = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { requiredKeys: [] });

const column = fc.record({
  name: fc.oneof(label(20), fc.constantFrom('Größe', 'a b', '.x', 'null')), nullable: fc.boolean(), description: text,
}).chain((common) => fc.oneof(
  fc.constantFrom('double', 'integer').map((type) => ({ ...common, type, minimum: 0, maximum: 1 })),
  fc.constantFrom('integer64', 'logical', 'string', 'date', 'datetime').map((type) => ({ ...common, type })),
  fc.constant({ ...common, type: 'factor', levels: ['yes', 'no', '1'] }),
));
const columns = fc.uniqueArray(column, { selector: ({ name }) => name, maxLength: 4 });

const storagePath = fc.constantFrom('m.tar.gz', 'a/b-c/1.0.0/model.tar.gz', 'Größe/模型.tgz', `${'p'.repeat(200)}/m.tar.gz`);
const artifact = fc.record({
  sha256, maxSize: memory(['1Mi', '2Gi', '2500Mi']), timeoutSeconds: fc.integer({ min: 10, max: 3600 }),
}).chain((common) => fc.oneof(
  storagePath.map((blob) => ({ ...common, blob })),
  fc.record({ name: fc.constantFrom('models', 'abc', 'm'.repeat(63)), path: storagePath }).map((share) => ({ ...common, share })),
));

const workers = fc.constantFrom(
  { cores: 1 },
  { cores: 4, threadsPerWorker: 2, memoryPerWorker: '1Gi' },
  { cores: 2, memoryPerWorker: '513Mi', recycleAfterRequests: 1_000_000_000 },
  { cores: 3, threadsPerWorker: 3, memoryPerWorker: '1025Mi', startupTimeoutSeconds: 10 }, { cores: 2, startupTimeoutSeconds: 3600 },
);

const endpoint = partial({
  path: fc.constantFrom('/', '/a', '/A.b_c~d/0-1', `/${'p'.repeat(199)}`),
  timeoutSeconds: fc.integer({ min: 1, max: 600 }),
  bodyLimit: memory(['1Mi', '10Mi', '64Mi']),
  batching: partial({
    enabled: fc.boolean(), maxRows: fc.integer({ min: 1, max: 1_000_000 }), maxWaitMilliseconds: fc.integer({ min: 0, max: 1000 }),
  }),
  queue: partial({ maxRows: fc.integer({ min: 1, max: 100_000_000 }) }),
}).chain((common) => fc.oneof(
  fc.constantFrom('password', 'basic', 'none').map((auth) => ({ ...common, auth })),
  secretName.map((secret) => ({ ...common, auth: 'basic', credentials: { secret } })),
  fc.record({ users: keyVaultSecret, signingKeys: keyVaultSecret }).map((keyVault) => ({ ...common, auth: 'password', credentials: { keyVault } })),
  fc.record({ audience: fc.constantFrom('api://x', '${x}', 'a:b#c'), roles: fc.constantFrom([], ['Score']), tenantId: guid })
    .map((entra) => ({ ...common, auth: 'entra', entra })),
));

const variable = fc.oneof(
  text, keyVaultSecret.map((name) => ({ keyVaultSecret: name })),
  fc.record({ name: secretName, key: fc.constantFrom('k', '-.-', '.a', '0', 'K'.repeat(253)) }).map((secret) => ({ secret })),
);
const env = fc.dictionary(fc.constantFrom('A', '_', 'R_HOME_DIR', 'x1', 'NULL', 'V'.repeat(128)), variable, { maxKeys: 4, noNullPrototype: true });

const model = fc.record({
  metadata: fc.record({
    version: fc.constantFrom('1.0.0', '0.0.0', '10.20.30-rc.1', `1.0.0-${'a'.repeat(57)}`),
    team: label(40),
    owner: text,
    description: text,
    labels: fc.dictionary(qualifiedName, labelValue, { maxKeys: 3, noNullPrototype: true }),
    annotations: fc.dictionary(qualifiedName, text, { maxKeys: 3, noNullPrototype: true }),
  }, { requiredKeys: ['version', 'team'] }),
  spec: fc.record({
    family: fc.constantFrom('linear', 'tree-ensemble', 'kernel', 'deep-learning', 'other'),
    image: fc.oneof(
      fc.constantFrom('a:1', 'r-scoring/churn:1.0.0', `localhost:5000/x/y:${'T'.repeat(128)}`),
      sha256.map((digest) => `contoso.azurecr.io/a@sha256:${digest}`),
    ),
    artifact,
    inputs: columns,
    outputs: columns,
    workers,
    gateway: partial({ cpuMillicores: fc.integer({ min: 50, max: 1000 }), memory: memory(['128Mi', '1Gi', '1025Mi']) }),
    gpu: fc.record({ count: fc.constantFrom(0, 1), sku: fc.constantFrom('gpu', 'A.b_c-d', '1', 's'.repeat(63)), force: fc.constant(true) }),
    scaling: fc.integer({ min: 1, max: 1000 }).chain((min) => fc.record({
      min: fc.constant(min), max: fc.integer({ min, max: 1000 }), cpuUtilization: fc.integer({ min: 10, max: 100 }),
    })),
    endpoint,
    env,
  }, { requiredKeys: ['image'] }),
});

const host = fc.constantFrom('models.contoso.com', 'a.b', '0.x', `${'h'.repeat(63)}.${'h'.repeat(63)}.example`);

const environment = fc.record({
  cluster: fc.record({
    name: fc.constant('scoring'),
    kubernetesVersion: fc.constantFrom('1.34', '1.35', '1.36'),
    region: fc.constantFrom('westeurope', 'usgovvirginia'),
    resourceGroup: fc.constantFrom('scoring', 'rg_(1).x'),
    cloud: fc.constantFrom('AzurePublic', 'AzureUSGovernment', 'AzureChina'),
  }),
  registry: fc.record({ name: fc.constantFrom('abcde', 'r'.repeat(50)) }),
  storage: fc.record({ account: fc.constantFrom('abc', '0'.repeat(24)), container: fc.constantFrom('models', 'm-0') }),
  keyVault: fc.constantFrom('kv1', 'K-v', 'contoso-scoring'),
  tenantId: guid,
  host,
  additionalHosts: fc.constantFrom([], ['other.contoso.com'], ['*.models.contoso.com']),
  ingress: fc.oneof(
    fc.record({ controller: fc.constant('traefik'), class: fc.constantFrom('traefik', 'a.b'), namespace: label(63) }, { requiredKeys: ['controller'] }),
    fc.record({
      controller: fc.constant('gateway-api'), class: fc.constantFrom('istio', 'a.b', 'c'.repeat(253)), namespace: label(63), gateway: label(63),
    }, { requiredKeys: ['controller'] }),
  ),
  certificates: fc.oneof(
    fc.record({ issuer: fc.constantFrom('letsencrypt', 'letsencrypt-staging'), email: fc.constant('ops@contoso.com') }),
    label(63).map((caSecret) => ({ issuer: 'ca', caSecret })),
    label(63).map((name) => ({ issuer: 'secret', secretName: name })),
  ),
  nodes: fc.constant({ sizes: ['Standard_D16s_v5'], gpuSizes: ['Standard_NC16as_T4_v3'] }),
  monitoring: partial({
    prometheus: fc.constantFrom('azure', 'operator', 'none'),
    namespace: label(63),
    scrapeIntervalSeconds: fc.integer({ min: 5, max: 300 }),
    grafana: fc.boolean(),
  }),
}, { requiredKeys: ['cluster', 'registry', 'storage', 'keyVault', 'host', 'nodes'] });

/**
 * Files of a repository with one environment and one model, each field at, within or left to its defaults. Not every one is valid: what is not
 * is for the validator to refuse, and what it lets pass is for the API server to accept.
 */
export const specFiles: fc.Arbitrary<SourceFile[]> = fc.record({ name: label(40), model, environment }).map((drawn) => {
  const here = { apiVersion: 'plumbline/v1', kind: 'Model', metadata: { name: drawn.name, ...drawn.model.metadata }, spec: drawn.model.spec };
  const there = { apiVersion: 'plumbline/v1', kind: 'Environment', metadata: { name: 'generated' }, spec: drawn.environment };
  return [file('Environment', 'environments/generated.yaml', there), file('Model', `models/${drawn.name}.yaml`, here)];
});

function file(kind: SourceFile['kind'], path: string, value: object): SourceFile {
  return { kind, file: path, bytes: Buffer.from(stringify(value)) };
}
