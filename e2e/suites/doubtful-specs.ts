import { stringify } from 'yaml';
import { TODAY } from './sample-specs';
import { assembleRepository, type Repository } from '../../src/spec/assemble';
import { parseSpecFile } from '../../src/spec/parse-file';

/** Parts of a model's or an environment's file, laid over one that is valid. */
interface Doubtful {
  readonly metadata?: object;
  readonly spec?: object;
  readonly environment?: object;
}

/** Values that look right to a pattern and may not be right to Kubernetes, one at a time. */
export const DOUBTFUL: Readonly<Record<string, Doubtful>> = {
  'an empty part in the prefix of a label': { metadata: { labels: { 'a..b/c': 'd' } } },
  'a part with a leading dash in the prefix of a label': { metadata: { labels: { 'a.-b/c': 'd' } } },
  'a label whose prefix is too long': { metadata: { labels: { [`${'p.'.repeat(126)}pp/c`]: 'd' } } },
  'an empty part in the prefix of an annotation': { metadata: { annotations: { 'a..b/c': 'd' } } },
  'a line feed and a control character in an annotation': { metadata: { annotations: { a: 'b\nc\u0007' } } },
  'a name of digits and dashes': { metadata: { name: 'a--0' } },
  'a control character in the description': { metadata: { description: 'a\u0007b\u2028c' } },
  'a host that is an address': { environment: { host: '10.0.0.1' } },
  'a host with a last part of digits': { environment: { host: 'models.1' } },
  'a host of 253 characters': { environment: { host: `${'h'.repeat(60)}.${'h'.repeat(63)}.${'h'.repeat(63)}.${'h'.repeat(64 - 1)}` } },
  'a model on a host that is an address': { spec: { endpoint: { host: '10.0.0.2' } }, environment: { additionalHosts: ['10.0.0.2'] } },
  'a wildcard over addresses': { spec: { endpoint: { host: '10.0.0.2' } }, environment: { additionalHosts: ['*.0.0.2'] } },
  'a path with dots': { spec: { endpoint: { path: '/a../b.' } } },
  'an empty part in the ingress class': { environment: { ingress: { controller: 'traefik', class: 'a..b' } } },
  'a part with a leading dash in the gateway class': { environment: { ingress: { controller: 'gateway-api', class: 'a.-b' } } },
  'a gateway name of digits': { environment: { ingress: { controller: 'gateway-api', gateway: '0', namespace: '0' } } },
  'the ingress in the default namespace': { environment: { ingress: { controller: 'gateway-api', namespace: 'default' } } },
  'the secret key .': { spec: { env: { A: { secret: { name: 's', key: '.' } } } } },
  'the secret key ..': { spec: { env: { A: { secret: { name: 's', key: '..' } } } } },
  'a secret key that begins with ..': { spec: { env: { A: { secret: { name: 's', key: '..a' } } } } },
  'a variable that the runtime sets too': { spec: { env: { PLUMBLINE_CONFIG: '/tmp' } } },
  'a thread count that the runtime sets too': { spec: { env: { OMP_NUM_THREADS: '64' } } },
  'a variable with a reference to itself': { spec: { env: { A: '$(A) $$(A) $(' } } },
  'two variables of one vault secret': { spec: { env: { A: { keyVaultSecret: 'x' }, B: { keyVaultSecret: 'x' } } } },
  'a variable of the vault secret of the users': { spec: { env: { A: { keyVaultSecret: 'churn-users' } } } },
  'an image of 512 characters': { spec: { image: `${'a/'.repeat(200)}b:${'t'.repeat(111)}` } },
  'an image path of more than 255 characters': { spec: { image: `${'a/'.repeat(150)}b:1` } },
  'an image whose port is too large': { spec: { image: 'localhost:99999/a:1' } },
  'a mailbox with a quote': { environment: { certificates: { issuer: 'letsencrypt', email: '"a\\b"@c.d' } } },
  'a scrape interval of five minutes': { environment: { monitoring: { prometheus: 'operator', scrapeIntervalSeconds: 300 } } },
  'one pod at most': { spec: { scaling: { min: 1, max: 1 } } },
  'the longest deadlines': { spec: { endpoint: { timeoutSeconds: 600 }, workers: { startupTimeoutSeconds: 3600 } } },
  'a column name that is not text to YAML': { spec: { inputs: [{ name: '!!binary', type: 'double' }, { name: '-', type: 'double' }] } },
};

/** The specs of a doubtful value; with errors where the validator refuses it. */
export function doubtfulSpecs({ metadata, spec, environment }: Doubtful): Repository {
  const model = { metadata: { name: 'churn', version: '1.0.0', team: 'customer', ...metadata }, spec: { image: 'churn:1.0.0', ...spec } };
  const there = {
    cluster: { name: 'scoring', kubernetesVersion: '1.35', region: 'westeurope', resourceGroup: 'scoring' },
    registry: { name: 'contososcoring' },
    storage: { account: 'contosomodels' },
    keyVault: 'contoso-scoring',
    host: 'models.contoso.com',
    ...environment,
  };
  const files = [
    { kind: 'Model' as const, file: 'models/doubtful.yaml', content: { apiVersion: 'plumbline/v1', kind: 'Model', ...model } },
    {
      kind: 'Environment' as const,
      file: 'environments/doubtful.yaml',
      content: { apiVersion: 'plumbline/v1', kind: 'Environment', metadata: { name: 'doubtful' }, spec: there },
    },
  ];
  const parsed = files.map(({ kind, file, content }) => parseSpecFile({ kind, file, bytes: Buffer.from(stringify(content)) }));
  return assembleRepository(parsed, { today: TODAY, textOf: () => '' });
}
