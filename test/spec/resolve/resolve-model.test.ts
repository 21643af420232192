import type { ScoringValues } from '../../../src/spec';
import { ENVIRONMENT, MODEL, repositoryOf } from '../../helpers/specs';

const SHA256 = 'a'.repeat(64);
const STORAGE = '  storage: { account: contosomodels, container: models }\n';

/** The values of a model with these fields under `spec`, in an environment with those. */
function values(model = '', environment = ''): ScoringValues {
  const { placements, errors } = repositoryOf(MODEL + model, ENVIRONMENT + environment);
  expect(errors).toEqual([]);
  return placements[0].values;
}

describe('an image', () => {
  test('without a registry is in the environment\'s', () => {
    expect(values().image).toEqual({ registry: 'contososcoring.azurecr.io', repository: 'r-scoring/churn', tag: '1.0.0', digest: '' });
  });

  test('with a registry keeps it', () => {
    const { placements } = repositoryOf(MODEL.replace('r-scoring/churn:1.0.0', `docker.io/r/churn@sha256:${SHA256}`));
    expect(placements[0].values.image).toEqual({ registry: 'docker.io', repository: 'r/churn', tag: '', digest: `sha256:${SHA256}` });
  });

  test('in another cloud is in that cloud\'s registry', () => {
    const { placements } = repositoryOf(MODEL, ENVIRONMENT.replace('resourceGroup: scoring', 'resourceGroup: scoring, cloud: AzureChina'));
    expect(placements[0].values.image.registry).toBe('contososcoring.azurecr.cn');
  });
});

describe('an artifact', () => {
  test('in Blob storage has an https address', () => {
    expect(values(`  artifact: { blob: "churn/1.0.0/a+b.tar.gz", sha256: ${SHA256} }\n`, STORAGE).artifact)
      .toMatchObject({ source: 'blob', location: 'https://contosomodels.blob.core.windows.net/models/churn/1.0.0/a%2Bb.tar.gz', sha256: SHA256, maxSizeMiB: 2048, timeoutSeconds: 300 });
  });

  test('on a share names server and resource group', () => {
    expect(values(`  artifact: { share: { name: files, path: churn/a.tar.gz }, sha256: ${SHA256} }\n`, STORAGE).artifact).toMatchObject({
      source: 'share',
      location: 'churn/a.tar.gz',
      share: { name: 'files', storageAccount: 'contosomodels', resourceGroup: 'scoring', server: 'contosomodels.file.core.windows.net' },
    });
  });

  test('that is not there has its defaults still', () => {
    expect(values().artifact).toEqual({
      source: 'none', location: '', sha256: '', maxSizeMiB: 2048, timeoutSeconds: 300, share: { name: '', storageAccount: '', resourceGroup: '', server: '' },
    });
  });
});

describe('identity', () => {
  test('is not needed by a model that is in its image and has no Key Vault', () => {
    expect(values().identity.enabled).toBe(false);
  });

  test('is the team\'s', () => {
    const identities = '  identities: { crm: 16fd2706-8baf-433b-82eb-8c7fada847da }\n';
    expect(values(`  artifact: { blob: a, sha256: ${SHA256} }\n`, STORAGE + identities).identity).toMatchObject({ enabled: true, clientId: '16fd2706-8baf-433b-82eb-8c7fada847da' });
  });

  test('that the environment does not know is left to Flux', () => {
    const { placements } = repositoryOf(MODEL.replace('team: crm', 'team: crm-north'));
    expect(placements[0].values.identity).toMatchObject({ clientId: '${identity_crm_north_client_id}', tenantId: '${tenant_id}' });
  });
});

describe('credentials', () => {
  test('are a Secret of the model\'s name where there is no Key Vault', () => {
    expect(values().secrets).toEqual({ source: 'secret', keyVault: '', secretName: 'churn-credentials', files: [] });
  });

  test('are secrets of the environment\'s Key Vault where it has one', () => {
    expect(values('', '  keyVault: contoso\n').secrets).toEqual({
      source: 'key-vault',
      keyVault: 'contoso',
      secretName: '',
      files: [{ keyVaultSecret: 'churn-users', file: 'users.json' }, { keyVaultSecret: 'churn-signing-keys', file: 'signing-keys.json' }],
    });
  });

  test('for basic authentication are users alone', () => {
    expect(values('  endpoint: { auth: basic }\n', '  keyVault: contoso\n').secrets.files).toEqual([{ keyVaultSecret: 'churn-users', file: 'users.json' }]);
  });

  test('are none for Entra ID', () => {
    expect(values('  endpoint: { auth: none }\n', '  keyVault: contoso\n').secrets.source).toBe('none');
  });
});

test('Entra ID\'s issuer and keys are those of the tenant', () => {
  const tenant = '16fd2706-8baf-433b-82eb-8c7fada847da';
  expect(values(`  endpoint: { auth: entra, entra: { audience: "api://churn", tenantId: ${tenant} } }\n`).auth).toEqual({
    mode: 'entra',
    entra: {
      issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
      audience: 'api://churn',
      jwksUri: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
      roles: [],
    },
  });
});

describe('the ingress', () => {
  test('is Traefik with the platform\'s certificate', () => {
    expect(values().ingress).toEqual({
      controller: 'traefik',
      className: 'traefik',
      namespace: 'traefik',
      gateway: '',
      certificate: { own: false, secretName: 'models-contoso-com-tls', issuer: 'plumbline-letsencrypt-staging', acme: false },
    });
  });

  test('by Gateway API attaches to a Gateway', () => {
    expect(values('', '  ingress: { controller: gateway-api }\n').ingress).toMatchObject({ className: 'approuting-istio', namespace: 'scoring-gateway', gateway: 'scoring' });
  });

  test('under a wildcard has a certificate of its own', () => {
    expect(values('  endpoint: { host: churn.models.contoso.com }\n', '  additionalHosts: ["*.models.contoso.com"]\n').ingress.certificate)
      .toEqual({ own: true, secretName: 'churn-tls', issuer: 'plumbline-letsencrypt-staging', acme: true });
  });

  test('with certificates that exist has no issuer', () => {
    expect(values('', '  certificates: { issuer: secret, secretName: wild }\n').ingress.certificate).toEqual({ own: false, secretName: 'wild', issuer: '', acme: false });
  });
});

test('variables are sorted and each has one source', () => {
  expect(values('  env:\n    Z: "1"\n    B: { keyVaultSecret: b }\n    A: { secret: { name: s, key: k } }\n', '  keyVault: contoso\n').variables).toEqual([
    { name: 'A', source: 'secret', value: '', secretName: 's', secretKey: 'k', keyVaultSecret: '' },
    { name: 'B', source: 'key-vault', value: '', secretName: '', secretKey: '', keyVaultSecret: 'b' },
    { name: 'Z', source: 'value', value: '1', secretName: '', secretKey: '', keyVaultSecret: '' },
  ]);
});

test('a column has nothing left out', () => {
  expect(values('  inputs: [{ name: a, type: double, minimum: 0 }]\n').inputs)
    .toEqual([{ name: 'a', type: 'double', nullable: false, levels: [], minimum: 0, maximum: null, description: '' }]);
});

test('an override counts in its environment', () => {
  expect(values('  scaling: { min: 2, max: 4 }\n  environments: { production: { version: 2.0.0, scaling: { min: 3 } } }\n'))
    .toMatchObject({ version: '2.0.0', scaling: { min: 3, max: 4, cpuUtilization: 70 } });
});

test('without a GPU there are none', () => {
  expect(values().gpu).toEqual({ count: 0, sku: '', force: false });
});

test('labels are sorted', () => {
  const { placements } = repositoryOf(MODEL.replace('team: crm', 'team: crm, labels: { b: x, a: y }'));
  expect(Object.keys(placements[0].values.labels)).toEqual(['a', 'b']);
});

test.each([['azure', 'kube-system'], ['operator', 'monitoring'], ['none', '']])('metrics by %s are scraped from %s', (prometheus, namespace) => {
  expect(values('', `  monitoring: { prometheus: ${prometheus} }\n`).monitoring).toEqual({ prometheus, namespace, scrapeIntervalSeconds: 30 });
});
