import fc from 'fast-check';
import { specSchema, type Environment, type Model, type ModelColumn, type ModelOverride, type SpecKind } from '../../src/spec';
import { schemaAt } from '../../src/spec/schema/json-schema';

/** Fields of the arbitraries' records may be missing, never undefined. */
const optional = { noNullPrototype: true } as const;

/** A name: of the usual shape, or at its limits, or one that YAML might take for something else. */
const named = (longest: number) => fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,8}){0,2}$/) },
  { weight: 1, arbitrary: fc.constantFrom('a', 'a'.repeat(longest), `a-${'0'.repeat(longest - 3)}z`, 'true', 'null', 'y') },
);
const label = named(40);
/** No model is called like these. */
const namespace = named(61).map((name) => `n-${name}`);
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const version = fc.oneof(
  fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.')),
  fc.constantFrom('0.0.0', '10.20.30-rc.1', `1.0.0-${'a'.repeat(57)}`),
);
const guid = fc.uuid();
/** Texts that YAML, shells, Helm and Flux are known to take for something else, too. */
const sentence = fc.oneof(
  fc.string({ maxLength: 60, unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u.test(text)),
  fc.constantFrom('', 'null', '012', 'a: b # c', 'ends in a space ', '$(HOME)', '"', "it's", '{}', '{{ .Values }}', '漢字', '😀', 'x'.repeat(200)),
);
const qualifiedName = fc.oneof(label, fc.constantFrom('contoso.com/owner', `x.${'y'.repeat(60)}.z/${'K'.repeat(63)}`, 'A_b.c-d', `${'p'.repeat(63)}/a`));
const labelValue = fc.oneof(label, fc.constantFrom('', '1', '0x1F', '1e3', 'A', 'a_b.c-d', 'z'.repeat(63)));
const path = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  fc.constantFrom('m.tar.gz', 'a/b-c/1.0.0/model.tar.gz', 'Größe/模型.tgz', `${'p'.repeat(200)}/m.tar.gz`),
);
const memory = fc.oneof(fc.integer({ min: 64, max: 1024 }).map((count) => `${count}Mi`), fc.constantFrom('1Gi', '1025Mi'));
const secretName = fc.oneof(label, fc.constantFrom('a.b.c', '0', 's'.repeat(253), `${'s'.repeat(60)}.t`));
const keyVaultSecret = fc.constantFrom('users', 'A-1', '0', 'x'.repeat(127));

const column = fc.tuple(
  fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_.]{0,12}$/), fc.constantFrom('Größe', 'a b', '.x', 'null')),
  fc.oneof(
    fc.record({ type: fc.constantFrom('double' as const), minimum: fc.integer({ min: -9, max: 0 }), maximum: fc.integer({ min: 1, max: 9 }) }, { ...optional, requiredKeys: ['type'] }),
    fc.record({ type: fc.constantFrom('integer' as const, 'integer64' as const), minimum: fc.integer({ min: -9, max: 9 }) }, { ...optional, requiredKeys: ['type'] }),
    fc.record({ type: fc.constantFrom('logical' as const, 'string' as const, 'date' as const, 'datetime' as const) }, optional),
    fc.record({ type: fc.constant('factor' as const), levels: fc.uniqueArray(label, { minLength: 1, maxLength: 4 }) }, optional),
  ),
  fc.record({ nullable: fc.boolean(), description: sentence }, { ...optional, requiredKeys: [] }),
).map(([name, typed, rest]): ModelColumn => ({ name, ...typed, ...rest }));

const columns = fc.uniqueArray(column, { maxLength: 5, selector: ({ name }) => name });

/** A worker size that a node of `validEnvironment()` can hold: threads divide cores. */
const workers = fc.tuple(fc.constantFrom(1, 2, 3, 4), fc.integer({ min: 1, max: 4 }), fc.record({
  memoryPerWorker: memory, recycleAfterRequests: fc.constantFrom(0, 1000, 1_000_000_000), startupTimeoutSeconds: fc.constantFrom(10, 3600),
}, { ...optional, requiredKeys: [] })).map(([threadsPerWorker, count, rest]) => ({ cores: threadsPerWorker * count, threadsPerWorker, ...rest }));

const gateway = fc.record({
  cpuMillicores: fc.integer({ min: 50, max: 1000 }), memory: fc.constantFrom('128Mi', '1Gi', '1025Mi'),
}, { ...optional, requiredKeys: [] });

const scaling = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 10, max: 50 }), fc.integer({ min: 10, max: 100 })),
  fc.constantFrom([1, 1, 10] as const, [1, 1000, 100] as const, [1000, 1000, 50] as const),
).map(([min, max, cpuUtilization]) => ({ min, max, cpuUtilization }));

const limits = { maxSize: fc.constantFrom('1Mi', '2Gi', '2500Mi'), timeoutSeconds: fc.integer({ min: 10, max: 3600 }) };
const artifact = fc.oneof(
  fc.record({ blob: path, sha256, ...limits }, { ...optional, requiredKeys: ['blob', 'sha256'] }),
  fc.record({
    share: fc.record({ name: fc.oneof(fc.stringMatching(/^[a-z]{3,20}$/), fc.constant('m'.repeat(63))), path }, optional), sha256, ...limits,
  }, { ...optional, requiredKeys: ['share', 'sha256'] }),
);

const credentials = fc.oneof(
  fc.record({ keyVault: fc.record({ users: keyVaultSecret, signingKeys: keyVaultSecret }, { ...optional, requiredKeys: [] }) }, optional),
  fc.record({ secret: secretName }, optional),
);

const entra = fc.record({
  audience: fc.oneof(path, fc.constantFrom('api://x', 'a:b#c')), roles: fc.uniqueArray(label, { maxLength: 3 }), tenantId: guid,
}, { ...optional, requiredKeys: ['audience'] });

const authentication = fc.oneof(
  fc.record({ auth: fc.constantFrom('password' as const, 'basic' as const), credentials }, { ...optional, requiredKeys: [] }),
  fc.record({ auth: fc.constant('none' as const) }, optional),
  fc.record({ auth: fc.constant('entra' as const), entra }, optional),
);

const endpoint = fc.tuple(authentication, fc.record({
  path: fc.oneof(
    fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
    fc.constantFrom('/', '/A.b_c~d/0-1', `/${'p'.repeat(199)}`),
  ),
  timeoutSeconds: fc.integer({ min: 1, max: 600 }),
  bodyLimit: fc.integer({ min: 1, max: 64 }).map((count) => `${count}Mi`),
  bodiesLimit: fc.constantFrom('64Mi', '1Gi'),
  batching: fc.record({
    enabled: fc.boolean(),
    maxRows: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.constant(1_000_000)),
    maxWaitMilliseconds: fc.integer({ min: 0, max: 1000 }),
  }, { ...optional, requiredKeys: [] }),
  queue: fc.record({ maxRows: fc.oneof(fc.integer({ min: 1, max: 50_000 }), fc.constant(100_000_000)) }, optional),
  mlServer: fc.record({
    service: fc.constantFrom('mls-model', 'ManualTransmission', 'a.b_c~d', 's'.repeat(100)),
    version: fc.constantFrom('v1.0.0', '1', 'V'.repeat(100)),
    operation: fc.constantFrom('consume', '_score1'),
    input: fc.constantFrom('inputData', 'a "b"', 'ü'),
  }, { ...optional, requiredKeys: [] }),
}, { ...optional, requiredKeys: [] })).map(([auth, rest]) => ({ ...auth, ...rest }));

const variable = fc.oneof(
  label, sentence, fc.constantFrom('- x\n- y', '\t', 'ends in a line\n'),
  fc.record({ keyVaultSecret }, optional),
  fc.record({ secret: fc.record({ name: secretName, key: fc.oneof(label, fc.constantFrom('-.-', '.a', '0', 'K'.repeat(253))) }, optional) }, optional),
);

const variableName = fc.oneof(fc.stringMatching(/^APP_[A-Z]{1,8}_(SIZE|MODE)$/), fc.constantFrom('A', '_', 'x1', 'NULL', 'V'.repeat(128)));
const env = fc.dictionary(variableName, variable, { maxKeys: 4, noNullPrototype: true });

const egress = fc.array(fc.record({
  cidr: fc.ipV4().map((address) => `${address}/32`).filter((cidr) => cidr !== '169.254.169.254/32'),
  port: fc.integer({ min: 1, max: 65535 }),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  description: sentence,
}, { ...optional, requiredKeys: ['cidr', 'port'] }), { maxLength: 2 });

const pods = fc.record({
  annotations: fc.dictionary(label, sentence, { maxKeys: 2, noNullPrototype: true }),
  nodeSelector: fc.dictionary(label, label, { maxKeys: 2, noNullPrototype: true }),
  tolerations: fc.array(fc.record({ key: label, value: label, effect: fc.constantFrom('NoSchedule' as const, 'NoExecute' as const) }, { ...optional, requiredKeys: ['key', 'effect'] }), { maxLength: 2 }),
}, { ...optional, requiredKeys: [] });

const override: fc.Arbitrary<ModelOverride> = fc.record({
  version, workers, gateway, scaling, artifact, inputs: columns, env,
}, { ...optional, requiredKeys: [] });

/** A model that is valid, and runs in `validEnvironment()` of the same names. */
export function validModel(environments: readonly string[] = ['production']): fc.Arbitrary<Model> {
  const metadata = fc.record({
    // A prefix keeps clear of names that are reserved.
    name: fc.oneof(named(38).map((name) => `m-${name}`), fc.constantFrom('a', 'true', 'null', 'y')),
    version,
    team: label,
    owner: sentence,
    description: sentence,
    labels: fc.dictionary(qualifiedName, labelValue, { maxKeys: 3, noNullPrototype: true }),
    annotations: fc.dictionary(qualifiedName, sentence, { maxKeys: 3, noNullPrototype: true }),
  }, { ...optional, requiredKeys: ['name', 'version', 'team'] });
  const gpu = fc.record({ count: fc.integer({ min: 0, max: 2 }), sku: fc.constantFrom('gpu', 'A.b_c-d', '1', 's'.repeat(63)) }, { ...optional, requiredKeys: ['count'] });
  const compute = fc.oneof(
    fc.record({ family: fc.constantFrom('linear' as const, 'tree-ensemble' as const, 'kernel' as const, 'other' as const) }, { ...optional, requiredKeys: [] }),
    fc.record({ family: fc.constant('deep-learning' as const), gpu }, { ...optional, requiredKeys: ['family'] }),
  );
  const spec = fc.record({
    image: fc.oneof(
      fc.tuple(fc.constantFrom('', 'contoso.azurecr.io/', 'localhost:5000/'), label, version).map(([registry, repository, tag]) => `${registry}${repository}:${tag}`),
      fc.constantFrom('a:1', `localhost:5000/x/y:${'T'.repeat(128)}`),
      sha256.map((digest) => `contoso.azurecr.io/a@sha256:${digest}`),
    ),
    artifact,
    inputs: columns,
    outputs: columns,
    workers,
    gateway,
    scaling,
    endpoint,
    env,
    egress,
    pods,
    environments: fc.dictionary(fc.constantFrom(...environments), override, { maxKeys: environments.length, noNullPrototype: true }),
  }, { ...optional, requiredKeys: ['image'] });
  return fc.tuple(metadata, compute, spec).map(([meta, family, rest]) => ({
    apiVersion: 'plumbline/v1', kind: 'Model', metadata: meta, spec: { ...family, ...rest } as Model['spec'],
  }));
}

/** An environment that is valid, and can hold every `validModel()`. */
export function validEnvironment(name = 'production'): fc.Arbitrary<Environment> {
  const host = fc.oneof(fc.tuple(label, label).map((parts) => `${parts.join('.')}.com`), fc.constantFrom('a.b', '0.x', `${'h'.repeat(63)}.${'h'.repeat(63)}.example`));
  const certificates = fc.oneof(
    fc.record({ issuer: fc.constantFrom('letsencrypt-staging' as const, 'letsencrypt' as const), email: fc.constant('ops@contoso.com') }, { ...optional, requiredKeys: ['issuer'] }),
    fc.record({ issuer: fc.constant('ca' as const), caSecret: namespace }, optional),
    fc.record({ issuer: fc.constant('secret' as const), secretName: namespace }, optional),
  );
  const spec = fc.record({
    cluster: fc.record({
      name: label,
      kubernetesVersion: fc.constantFrom('1.34', '1.35', '1.36', '1.37'),
      region: fc.constantFrom('westeurope', 'eastus2', 'usgovvirginia'),
      resourceGroup: fc.oneof(label, fc.constant('rg_(1).x')),
      cloud: fc.constantFrom('AzurePublic' as const, 'AzureUSGovernment' as const, 'AzureChina' as const),
    }, { ...optional, requiredKeys: ['name', 'kubernetesVersion', 'region', 'resourceGroup'] }),
    registry: fc.record({ name: fc.oneof(fc.stringMatching(/^[a-z0-9]{5,20}$/), fc.constant('r'.repeat(50))), sku: fc.constantFrom('Basic' as const, 'Standard' as const, 'Premium' as const) }, { ...optional, requiredKeys: ['name'] }),
    storage: fc.record({ account: fc.oneof(fc.stringMatching(/^[a-z0-9]{3,20}$/), fc.constant('0'.repeat(24))), container: fc.oneof(fc.stringMatching(/^[a-z]{3,20}$/), fc.constant('m-0')), resourceGroup: label }, { ...optional, requiredKeys: ['account'] }),
    keyVault: fc.oneof(fc.stringMatching(/^[a-z][a-z0-9]{2,20}$/), fc.constantFrom('K-v', 'contoso-scoring')),
    tenantId: guid,
    host,
    additionalHosts: fc.uniqueArray(host.map((each) => `*.${each}`), { maxLength: 2 }),
    ingress: fc.oneof(
      fc.record({ controller: fc.constant('traefik' as const), class: fc.constantFrom('traefik', 'a.b'), namespace }, { ...optional, requiredKeys: [] }),
      fc.record({
        controller: fc.constant('gateway-api' as const), class: fc.constantFrom('istio', 'a.b', 'c'.repeat(253)), namespace, gateway: namespace,
      }, { ...optional, requiredKeys: ['controller'] }),
    ),
    certificates,
    identities: fc.dictionary(label, guid, { maxKeys: 3, noNullPrototype: true }),
    nodes: fc.record({
      sizes: fc.constant<string[]>(['Standard_D64s_v5']), gpuSizes: fc.constant<string[]>(['Standard_NC64as_T4_v3']), zones: fc.constantFrom<('1' | '2' | '3')[]>([], ['1', '2', '3']), max: fc.integer({ min: 1, max: 50 }),
    }, { ...optional, requiredKeys: ['sizes', 'gpuSizes'] }),
    gitops: fc.record({ url: fc.constant('https://github.com/contoso/scoring'), branch: label }, { ...optional, requiredKeys: ['url'] }),
    monitoring: fc.record({
      containerInsights: fc.boolean(), prometheus: fc.constantFrom('azure' as const, 'operator' as const, 'none' as const), grafana: fc.boolean(), namespace, scrapeIntervalSeconds: fc.integer({ min: 5, max: 300 }),
    }, { ...optional, requiredKeys: [] }),
  }, { ...optional, requiredKeys: ['cluster', 'registry', 'storage', 'keyVault', 'tenantId', 'host', 'nodes'] });
  return spec.map((each) => ({ apiVersion: 'plumbline/v1', kind: 'Environment', metadata: { name }, spec: withoutWildcardsOnGateways(each) }));
}

function withoutWildcardsOnGateways(spec: Environment['spec']): Environment['spec'] {
  if (spec.ingress?.controller !== 'gateway-api' || spec.additionalHosts === undefined) return spec;
  return { ...spec, additionalHosts: spec.additionalHosts.map((host) => host.replace('*', 'other')) };
}

/** A spec with one field made wrong. */
export interface Corruption {
  readonly value: unknown;
  /** The name that an error has to say. */
  readonly field: string;
  /** What was done, for a failing test's report. */
  readonly how: string;
}

type Step = string | number;

/** Any one field of a valid spec made wrong: misspelt, empty, of another type, not among the allowed values, or out of range. */
export function corruption(kind: SpecKind, value: Model | Environment): fc.Arbitrary<Corruption> {
  return fc.constantFrom(...fieldsOf(value).flatMap((at) => corruptionsOf(kind, value, at)));
}

function fieldsOf(value: unknown, at: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const steps: Step[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return steps.flatMap((step) => [[...at, step], ...fieldsOf((value as Record<Step, unknown>)[step], [...at, step])]);
}

function corruptionsOf(kind: SpecKind, value: unknown, at: readonly Step[]): Corruption[] {
  const schema = specSchema(kind);
  const parent = schemaAt(schema, at.slice(0, -1));
  const own = schemaAt(schema, at);
  const step = at.at(-1)!;
  const field = String(at.findLast((each) => typeof each === 'string'));
  const found: Corruption[] = [
    { value: replaced(value, at, () => null), field, how: `${at.join('.')} is null` },
    { value: replaced(value, at, (old) => Array.isArray(old) ? 'text' : [[]]), field, how: `${at.join('.')} has another type` },
  ];
  if (typeof step === 'string' && parent?.properties?.[step] !== undefined) {
    found.push({ value: renamed(value, at, `${step}Q`), field: `${step}Q`, how: `${at.join('.')} is misspelt` });
  }
  if (own?.enum !== undefined) found.push({ value: replaced(value, at, () => 'no-such-value'), field, how: `${at.join('.')} is no allowed value` });
  if (own?.minimum !== undefined) found.push({ value: replaced(value, at, () => own.minimum! - 1), field, how: `${at.join('.')} is too small` });
  if (own?.maximum !== undefined) found.push({ value: replaced(value, at, () => own.maximum! + 1), field, how: `${at.join('.')} is too large` });
  if (own?.maxLength !== undefined) found.push({ value: replaced(value, at, () => 'a'.repeat(own.maxLength! + 1)), field, how: `${at.join('.')} is too long` });
  return found;
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], change: (old: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  const copy = Array.isArray(value) ? [...value as unknown[]] : { ...value as Record<string, unknown> };
  (copy as Record<Step, unknown>)[step] = replaced((value as Record<Step, unknown>)[step], rest, change);
  return copy;
}

function renamed(value: unknown, at: readonly Step[], name: string): unknown {
  const last = at.at(-1)!;
  return replaced(value, at.slice(0, -1), (parent) =>
    Object.fromEntries(Object.entries(parent as Record<string, unknown>).map(([key, inner]) => [key === last ? name : key, inner])));
}
