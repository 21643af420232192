import { ENVIRONMENT, errorsOf, MODEL, warningsOf } from '../../helpers/specs';

const OTHER = MODEL.replace('name: churn', 'name: other');

test('two models with one name', () => {
  expect(errorsOf([MODEL, `${MODEL}  endpoint: { path: /other }\n`])).toEqual(['models/1.yaml:3:19: metadata.name (churn) is the name of the model in models/0.yaml already']);
});

test('two environments with one name', () => {
  expect(errorsOf(MODEL, [ENVIRONMENT, ENVIRONMENT])).toEqual(['environments/1.yaml:3:19: metadata.name (production) is the name of the environment in environments/0.yaml already']);
});

describe('one host and path', () => {
  test('of two models', () => {
    expect(errorsOf([MODEL, `${OTHER}  endpoint: { path: /churn }\n`])).toEqual([
      'models/1.yaml:6:21: spec.endpoint.path makes the address models.contoso.com/churn in environment production, which is that of the model in models/0.yaml already',
    ]);
  });

  test('by an override points at the override', () => {
    expect(errorsOf([MODEL, `${OTHER}  environments: { production: { endpoint: { path: /churn } } }\n`])[0])
      .toMatch(/^models\/1\.yaml:6:51: spec\.environments\.production\.endpoint\.path makes the address/);
  });

  test('is found at the model that wrote it, whichever is read first', () => {
    expect(errorsOf([`${OTHER}  endpoint: { path: /churn }\n`, MODEL])[0]).toMatch(/^models\/0\.yaml:6:21: spec\.endpoint\.path makes the address/);
  });

  test('on two hosts is no conflict', () => {
    expect(errorsOf([MODEL, `${OTHER}  endpoint: { path: /churn, host: b.contoso.com }\n`], `${ENVIRONMENT}  additionalHosts: [b.contoso.com]\n`)).toEqual([]);
  });

  test('under another is no conflict: the longest wins', () => {
    expect(errorsOf([MODEL, `${OTHER}  endpoint: { path: /churn/other }\n`])).toEqual([]);
  });

  test('in two environments is no conflict', () => {
    const environments = [`${ENVIRONMENT}  models: { include: [churn] }\n`, `${ENVIRONMENT.replace('name: production', 'name: dev')}  models: { include: [other] }\n`];
    expect(errorsOf([MODEL, `${OTHER}  endpoint: { path: /churn }\n`], environments)).toEqual([]);
  });
});

describe('an override', () => {
  test('for an environment that does not exist names the one that was meant', () => {
    expect(errorsOf(`${MODEL}  environments: { prodution: {} }\n`))
      .toEqual(['models/churn.yaml:6:19: spec.environments.prodution is the name of no environment; did you mean production?']);
  });

  test('for an environment like no other lists those that there are', () => {
    expect(errorsOf(`${MODEL}  environments: { zzz: {} }\n`)).toEqual(['models/churn.yaml:6:19: spec.environments.zzz is the name of no environment; there is production']);
  });

  test('for an environment whose file has errors is not called unknown', () => {
    expect(errorsOf(`${MODEL}  environments: { production: {} }\n`, `${ENVIRONMENT}  nods: {}\n`))
      .toEqual(['environments/production.yaml:8:3: spec.nods is not a field; did you mean nodes?']);
  });

  test('for an environment in which the model does not run is a warning', () => {
    expect(warningsOf([`${MODEL}  environments: { production: {} }\n`, OTHER], `${ENVIRONMENT}  models: { exclude: [churn] }\n`))
      .toEqual(['models/0.yaml:6:19: spec.environments.production has no effect: the model does not run there (spec.models in environments/production.yaml)']);
  });
});

describe('the selection of models', () => {
  test('that leaves none is a warning', () => {
    expect(warningsOf(MODEL, `${ENVIRONMENT}  models: { exclude: ["*"] }\n`))
      .toEqual(['environments/production.yaml:8:3: no model runs in environment production: spec.models leaves none']);
  });

  test('with a pattern for no model is a warning with the nearest name', () => {
    expect(warningsOf(MODEL, `${ENVIRONMENT}  models: { include: [churm] }\n`))
      .toEqual(['environments/production.yaml:8:23: spec.models.include[0] (churm) stands for no model; did you mean churn?']);
  });

  test('is not doubted while a model\'s name can\'t be read', () => {
    expect(warningsOf([MODEL, 'a: [\n'], `${ENVIRONMENT}  models: { include: [other] }\n`)).toEqual([]);
  });
});

describe('a component', () => {
  const warnings = (...fields: readonly string[]) => warningsOf(MODEL, `${ENVIRONMENT}${fields.map((field) => `  ${field}\n`).join('')}`);

  test.each([
    ['traefik', 'ingress: { controller: gateway-api }',
      'spec.ingress.controller is gateway-api, whose implementation is not a component; remove it, or set controller to traefik'],
    ['certManager', 'certificates: { issuer: secret, secretName: hosts-tls }',
      'spec.certificates.issuer is secret, which has nothing to issue; remove it, or choose another issuer'],
    ['devicePlugin', 'nodes: { sizes: [Standard_D8s_v5] }',
      'spec.nodes.gpuSizes names no VM size with GPUs; remove it, or write gpuSizes, for example [Standard_NC4as_T4_v3]'],
  ])('%s that the environment has no values for is a warning where it is asked for', (name, field, message) => {
    expect(warnings(`components: { ${name}: true }`, field)).toEqual([
      `environments/production.yaml:8:${name.length + 19}: spec.components.${name} (true) is not installed: ${message}`,
    ]);
    expect(warnings(field)).toEqual([]);
  });

  test('that has its values is none', () => {
    expect(warnings('components: { traefik: true, certManager: true, devicePlugin: true }', 'nodes: { gpuSizes: [Standard_NC4as_T4_v3] }')).toEqual([]);
  });

  test('that there is none of is an error with the nearest', () => {
    expect(errorsOf(MODEL, `${ENVIRONMENT}  components: { treafik: true }\n`)[0]).toMatch(/^environments\/production\.yaml:8:17: .*treafik.*did you mean traefik\?/);
  });

  test('without a value is an error', () => {
    expect(errorsOf(MODEL, `${ENVIRONMENT}  components: { headlamp: }\n`))
      .toEqual(['environments/production.yaml:8:17: spec.components.headlamp is empty; give it true or false or remove the line']);
  });
});

describe('a model whose images Flux renews', () => {
  const watching = (names: string) => `${ENVIRONMENT}  gitops: { url: "https://github.com/a/b", imageUpdates: { models: { ${names} }, secretName: push } }\n`;
  const whole = MODEL.replace('image: ', 'image: contososcoring.azurecr.io/');

  test('is named by the one that was meant', () => {
    expect(errorsOf(whole, watching('chrun: 1.x'))).toEqual([expect.stringMatching(/^environments\/production\.yaml:8:\d+: spec\.gitops\.imageUpdates\.models\.chrun is no model; did you mean churn\?$/)]);
  });

  test('runs in the environment', () => {
    expect(errorsOf(whole, `${watching('churn: 1.x')}  models: { exclude: [churn] }\n`))
      .toEqual([expect.stringContaining('spec.gitops.imageUpdates.models.churn does not run in environment production; remove it, or let it run there (spec.models)')]);
  });

  test('names its image whole', () => {
    expect(errorsOf(MODEL, watching('churn: 1.x'))).toEqual([
      'models/churn.yaml:5:10: spec.image (r-scoring/churn:1.0.0) must be whole where Flux renews it (spec.gitops.imageUpdates of environment production), because Flux writes it so: contososcoring.azurecr.io/r-scoring/churn:1.0.0',
    ]);
  });

  test('may name it whole in an override alone', () => {
    expect(errorsOf(`${MODEL}  environments: { production: { image: contososcoring.azurecr.io/r-scoring/churn:1.0.0 } }\n`, watching('churn: 1.x'))).toEqual([]);
  });
});
