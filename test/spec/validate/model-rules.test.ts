import { ENVIRONMENT, errorsOf, MODEL } from '../../helpers/specs';

const SHA256 = 'a'.repeat(64);
const ROOMY = `${ENVIRONMENT}  storage: { account: contosomodels }\n  keyVault: contoso\n  nodes: { sizes: [Standard_D32s_v5], gpuSizes: [Standard_NC4as_T4_v3] }\n`;

/** The errors of a model with these fields under `spec`, in an environment that has everything. */
function model(text: string): string[] {
  return errorsOf(MODEL + text, ROOMY).map((error) => error.replace(/^models\/churn\.yaml:/, ''));
}

function image(reference: string): string[] {
  return errorsOf(MODEL.replace('r-scoring/churn:1.0.0', reference), ROOMY).map((error) => error.replace(/^models\/churn\.yaml:/, ''));
}

describe('scaling', () => {
  test('max below min', () => {
    expect(model('  scaling:\n    min: 2\n    max: 1\n')).toEqual(['8:10: spec.scaling.max (1) must be at least spec.scaling.min (2)']);
  });

  test('a default below what is written points at what is written', () => {
    expect(model('  scaling: { min: 12 }\n')).toEqual(['6:19: spec.scaling.max (10, the default) must be at least spec.scaling.min (12)']);
  });

  test('an override below the base points at the override', () => {
    expect(model('  scaling: { min: 2, max: 4 }\n  environments:\n    production:\n      scaling: { max: 1 }\n'))
      .toEqual(['9:23: spec.environments.production.scaling.max (1) must be at least spec.scaling.min (2)']);
  });

  test('a base below the override points at the base', () => {
    expect(model('  scaling: { max: 4 }\n  environments: { production: { scaling: { min: 5 } } }\n'))
      .toEqual(['6:19: spec.scaling.max (4) must be at least spec.environments.production.scaling.min (5)']);
  });

  test('what the base has wrong is reported once, however many overrides there are', () => {
    expect(model('  scaling: { min: 2, max: 1 }\n  environments: { production: { family: linear } }\n'))
      .toEqual(['6:27: spec.scaling.max (1) must be at least spec.scaling.min (2)']);
  });
});

describe('workers', () => {
  test('threads that do not divide cores', () => {
    expect(model('  workers: { cores: 4, threadsPerWorker: 3 }\n')).toEqual(['6:42: spec.workers.threadsPerWorker (3) must divide spec.workers.cores (4): 1, 2 or 4']);
  });

  test('a body limit that the gateway can\'t hold', () => {
    expect(model('  endpoint: { bodyLimit: 1Gi }\n')).toEqual([
      '6:26: spec.endpoint.bodyLimit (1Gi) may be at most half of spec.gateway.memory (256Mi, the default), which holds the requests in work',
    ]);
  });

  test('a limit of all bodies that the largest does not fit into', () => {
    expect(model('  endpoint: { bodiesLimit: 5Mi }\n')).toEqual([
      '6:28: spec.endpoint.bodiesLimit (5Mi) must be at least spec.endpoint.bodyLimit (10Mi, the default): no larger body would find room',
    ]);
  });
});

describe('a GPU', () => {
  test('for a tree ensemble is refused with the reason', () => {
    expect(model('  family: tree-ensemble\n  gpu: { count: 1 }\n')).toEqual([
      '7:17: spec.gpu gains nothing: a tree ensemble walks through branches, which R\'s packages do on the CPU; remove it, or set spec.gpu.force to true',
    ]);
  });

  test('for a linear model is refused with the reason', () => {
    expect(model('  family: linear\n  gpu: {}\n')).toEqual([
      '7:8: spec.gpu gains nothing: a linear model scores a row with one short product of vectors; remove it, or set spec.gpu.force to true',
    ]);
  });

  test('for a tree ensemble is taken when forced', () => {
    expect(model('  family: tree-ensemble\n  gpu: { count: 1, force: true }\n')).toEqual([]);
  });
});

describe('an image', () => {
  test('with the tag latest', () => {
    expect(image('r-scoring/churn:latest'))
      .toEqual(['5:10: spec.image (r-scoring/churn:latest) may change under a running service; write a version, for example r-scoring/churn:1.0.0']);
  });

  test('without a tag', () => {
    expect(image('contoso.azurecr.io/churn'))
      .toEqual(['5:10: spec.image (contoso.azurecr.io/churn) has no tag; write which version, for example contoso.azurecr.io/churn:1.0.0']);
  });

  test.each([['by digest', `churn@sha256:${SHA256}`], ['in a full registry with a port', 'localhost:5000/churn:1'], ['by tag and digest', `churn:latest@sha256:${SHA256}`]])('%s is taken', (_, reference) => {
    expect(image(reference)).toEqual([]);
  });
});

describe('a name that belongs to the cluster', () => {
  test.each(['default', 'kube-system', 'kube-churn', 'flux-system', 'traefik', 'cert-manager', 'aks-command'])('%s', (name) => {
    expect(errorsOf(MODEL.replace('name: churn', `name: ${name}`))).toEqual([
      `models/churn.yaml:3:19: metadata.name (${name}) is the name of a namespace of the cluster, and a model's namespace has the model's name; choose another, for example ${name}-model`,
    ]);
  });

  test('as a label', () => {
    expect(errorsOf(MODEL.replace('team: crm', 'team: crm, labels: { app.kubernetes.io/name: x }')))
      .toEqual(['models/churn.yaml:3:63: metadata.labels may not hold app.kubernetes.io/name: names under app.kubernetes.io belong to the system']);
  });

  test('as a variable', () => {
    expect(model('  env: { OMP_NUM_THREADS: "4" }\n')).toEqual(['6:10: spec.env.OMP_NUM_THREADS can\'t be set: spec.workers.threadsPerWorker sets it']);
  });
});

describe('columns', () => {
  test.each([
    ['a factor without levels', '{ name: a, type: factor }', '6:12: spec.inputs[0].levels is required: a is a factor'],
    ['levels without a factor', '{ name: a, type: string, levels: [x] }', '6:45: spec.inputs[0].levels is only for factors, and a is of type string'],
    ['bounds of text', '{ name: a, type: string, minimum: 1 }', '6:46: spec.inputs[0].minimum is only for numbers, and a is of type string'],
    ['a fraction as bound of whole numbers', '{ name: a, type: integer, minimum: 0.5 }', '6:47: spec.inputs[0].minimum (0.5) must be a whole number: a is of type integer'],
    ['bounds out of order', '{ name: a, type: double, minimum: 3, maximum: 2 }', '6:58: spec.inputs[0].maximum (2) must be at least spec.inputs[0].minimum (3)'],
    ['a name twice', '{ name: a, type: double }, { name: a, type: date }', '6:47: spec.inputs[1].name (a) is the name of spec.inputs[0] already'],
  ])('%s', (_, column, error) => {
    expect(model(`  inputs: [${column}]\n`)).toEqual([error]);
  });
});

describe('an artifact', () => {
  test('that an override moves needs a checksum of its own', () => {
    expect(model(`  artifact: { blob: a.tar.gz, sha256: ${SHA256} }\n  environments: { production: { artifact: { blob: b.tar.gz } } }\n`))
      .toEqual(['7:51: spec.environments.production.artifact.blob is another archive and needs its own sha256 beside it']);
  });

  test('that an override makes is whole', () => {
    expect(model('  environments: { production: { artifact: { maxSize: 1Gi } } }\n')).toEqual([
      '6:43: spec.environments.production.artifact needs one of blob or share',
      '6:43: spec.environments.production.artifact.sha256 is required',
    ]);
  });

  test('may be a share where the base has a blob', () => {
    const share = `artifact: { share: { name: models, path: a }, sha256: ${SHA256} }`;
    expect(model(`  artifact: { blob: a.tar.gz, sha256: ${SHA256} }\n  environments: { production: { ${share} } }\n`)).toEqual([]);
  });
});

describe('authentication', () => {
  test('by Entra ID needs an audience', () => {
    expect(model('  endpoint: { auth: entra, entra: { tenantId: 16fd2706-8baf-433b-82eb-8c7fada847da } }\n'))
      .toEqual(['6:21: spec.endpoint.entra.audience is required with spec.endpoint.auth (entra), for example api://churn']);
  });

  test('by password does not read Entra ID\'s fields', () => {
    expect(model('  endpoint: { entra: { audience: x } }\n'))
      .toEqual(['6:22: spec.endpoint.entra is not read with spec.endpoint.auth (password, the default); remove it, or set auth to entra']);
  });

  test('by nobody does not read credentials', () => {
    expect(model('  endpoint: { auth: none, credentials: { secret: a } }\n'))
      .toEqual(['6:40: spec.endpoint.credentials is not read with spec.endpoint.auth (none); remove it']);
  });
});
