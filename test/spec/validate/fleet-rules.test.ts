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
