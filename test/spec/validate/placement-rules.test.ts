import { ENVIRONMENT, errorsOf, MODEL, warningsOf } from '../../helpers/specs';

const SHA256 = 'a'.repeat(64);

/** The errors of a model with these fields under `spec`, in an environment with those. */
function placed(model: string, environment = ''): string[] {
  return errorsOf(MODEL + model, ENVIRONMENT + environment);
}

test('an image without a registry where the environment has none', () => {
  expect(errorsOf(MODEL, ENVIRONMENT.replace('  registry: { name: contososcoring }\n', ''))).toEqual([
    'models/churn.yaml:5:10: spec.image (r-scoring/churn:1.0.0) names no registry, and environment production has none; write the registry before it, or spec.registry in the environment',
  ]);
});

test('an artifact where the environment has no storage account', () => {
  expect(placed(`  artifact: { blob: a, sha256: ${SHA256} }\n`))
    .toEqual(['models/churn.yaml:6:3: spec.artifact lies in a storage account, and environment production has none; write spec.storage there']);
});

test('a secret of Key Vault where the environment has none', () => {
  expect(placed('  env: { TOKEN: { keyVaultSecret: a } }\n'))
    .toEqual(['models/churn.yaml:6:10: spec.env.TOKEN is kept in a Key Vault, and environment production has none; write spec.keyVault there']);
});

test('credentials in Key Vault where the environment has none', () => {
  expect(placed('  endpoint: { credentials: { keyVault: {} } }\n'))
    .toEqual(['models/churn.yaml:6:30: spec.endpoint.credentials.keyVault is kept in a Key Vault, and environment production has none; write spec.keyVault there']);
});

test('a name that is the namespace of the environment\'s ingress', () => {
  expect(placed('', '  ingress: { namespace: churn }\n')).toEqual([
    'models/churn.yaml:3:19: metadata.name (churn) is the namespace of ingress in environment production, and a model\'s namespace has the model\'s name; choose another',
  ]);
});

describe('a host', () => {
  test('that the environment does not serve', () => {
    expect(placed('  endpoint: { host: model.contoso.com }\n'))
      .toEqual(['models/churn.yaml:6:21: spec.endpoint.host (model.contoso.com) is not a host of environment production, which serves models.contoso.com']);
  });

  test('like one of several names it', () => {
    expect(placed('  endpoint: { host: scorin.contoso.com }\n', '  additionalHosts: [scoring.contoso.com]\n')).toEqual([
      'models/churn.yaml:6:21: spec.endpoint.host (scorin.contoso.com) is not a host of environment production, which serves models.contoso.com and scoring.contoso.com; did you mean scoring.contoso.com?',
    ]);
  });

  test('under a wildcard is served', () => {
    expect(placed('  endpoint: { host: churn.models.contoso.com }\n', '  additionalHosts: ["*.models.contoso.com"]\n')).toEqual([]);
  });

  test('two levels under a wildcard is not', () => {
    expect(placed('  endpoint: { host: a.churn.models.contoso.com }\n', '  additionalHosts: ["*.models.contoso.com"]\n')).toHaveLength(1);
  });
});

describe('a pod that no node can hold', () => {
  test('by its memory names the size that would', () => {
    expect(placed('  workers: { cores: 2, memoryPerWorker: 10Gi }\n')).toEqual([
      'models/churn.yaml:6:41: spec.workers.memoryPerWorker (10Gi) makes a pod of 2250m CPU and 20736Mi memory; the largest node of environment production (Standard_D4s_v5) has 3460m and 14464Mi free after AKS\'s reservations; Standard_D8s_v5 would hold it, or ask for less there in spec.environments.production.workers',
    ]);
  });

  test('by its cores names the size that would', () => {
    expect(placed('  workers: { cores: 8 }\n', '  nodes: { sizes: [Standard_E4s_v5, Standard_E8s_v5] }\n')).toEqual([
      'models/churn.yaml:6:21: spec.workers.cores (8) makes a pod of 8250m CPU and 4352Mi memory; the largest node of environment production (Standard_E8s_v5) has 7420m and 63616Mi free after AKS\'s reservations; Standard_E16s_v5 would hold it, or ask for less there in spec.environments.production.workers',
    ]);
  });

  test('and no size would', () => {
    expect(placed('  workers: { cores: 128, memoryPerWorker: 100Gi }\n')[0]).toMatch(/no size that Plumbline knows would hold it; ask for less$/);
  });

  test('in one environment points at that environment\'s override', () => {
    expect(placed('  environments: { production: { workers: { cores: 6 } } }\n')[0])
      .toMatch(/^models\/churn\.yaml:6:51: spec\.environments\.production\.workers\.cores \(6\) makes a pod/);
  });

  test('is not judged against sizes that are not known', () => {
    expect(placed('  workers: { cores: 8 }\n', '  nodes: { sizes: [Standard_X8] }\n')).toEqual([]);
  });
});

describe('a GPU', () => {
  test('where the environment has no GPU pool', () => {
    expect(placed('  family: deep-learning\n  gpu: { count: 1 }\n')).toEqual([
      'models/churn.yaml:7:17: spec.gpu asks for a GPU, and environment production has no GPU pool; write spec.nodes.gpuSizes there, for example [Standard_NC4as_T4_v3]',
    ]);
  });

  test('more than a node has', () => {
    expect(placed('  family: deep-learning\n  gpu: { count: 2 }\n', '  nodes: { gpuSizes: [Standard_NC4as_T4_v3] }\n')).toEqual([
      'models/churn.yaml:7:17: spec.gpu.count (2) is more than a node of environment production has (1); choose a larger size in spec.nodes.gpuSizes there',
    ]);
  });

  test('switched off by an override needs no pool', () => {
    expect(placed('  family: deep-learning\n  gpu: { count: 1 }\n  environments: { production: { gpu: { count: 0 } } }\n')).toEqual([]);
  });
});

test('Entra ID where no tenant is named', () => {
  expect(placed('  endpoint: { auth: entra, entra: { audience: x } }\n')).toEqual([
    'models/churn.yaml:6:21: spec.endpoint.entra.tenantId is required: environment production names no tenant; write it here, or spec.tenantId there',
  ]);
});

describe('a team without a client id', () => {
  const storage = '  storage: { account: contosomodels }\n';
  const artifact = `  artifact: { blob: a, sha256: ${SHA256} }\n`;

  test('is a warning where a model needs one', () => {
    expect(warningsOf(MODEL + artifact, ENVIRONMENT + storage)).toEqual([
      'environments/production.yaml:4:1: spec.identities has no client id for team crm; the manifests hold ${identity_crm_client_id}, which Flux must replace',
    ]);
  });

  test('is a warning where a share is mounted in the name of a model', () => {
    const share = '  artifact: { share: { name: models, path: churn.tar.gz }, sha256: ' + SHA256 + ' }\n  endpoint: { auth: none }\n';
    expect(warningsOf(MODEL + share, ENVIRONMENT + storage)).toEqual([
      'environments/production.yaml:4:1: spec.identities has no client id for team crm; the manifests hold ${identity_crm_client_id}, which Flux must replace',
    ]);
  });

  test('is warned of once for all its models', () => {
    expect(warningsOf([MODEL + artifact, MODEL.replace('name: churn', 'name: other') + artifact], ENVIRONMENT + storage)).toHaveLength(1);
  });

  test('is nothing where the Flux of the environment is told it', () => {
    expect(warningsOf(MODEL + artifact, `${ENVIRONMENT + storage}  gitops: { url: "https://github.com/contoso/scoring" }\n`)).toEqual([]);
  });

  test('is nothing where no model needs one', () => {
    expect(warningsOf(MODEL, ENVIRONMENT + storage)).toEqual([]);
  });
});
