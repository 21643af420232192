import { Origins } from '../../../src/spec';
import { ENVIRONMENT, MODEL, repositoryOf } from '../../helpers/specs';

const MODEL_TEXT = `${MODEL}  scaling: { max: 4 }\n  environments: { production: { scaling: { min: 3 } } }\n  inputs: [{ name: a, type: double }]\n`;

function origins(): Origins {
  const { placements: [{ model, environment }] } = repositoryOf(MODEL_TEXT, ENVIRONMENT);
  return new Origins(environment, (file) => file === model.file ? MODEL_TEXT : ENVIRONMENT, model);
}

describe('a resolved value comes from', () => {
  test('the line of the model', () => {
    expect(origins().of('scaling.max')).toMatchObject({ from: 'file', file: 'models/churn.yaml', line: 6, column: 19 });
  });

  test('the line of the override', () => {
    expect(origins().of('scaling.min')).toMatchObject({ from: 'file', line: 7, column: 49, path: ['spec', 'environments', 'production', 'scaling', 'min'] });
  });

  test('the line of the environment', () => {
    expect(origins().of('endpoint.host')).toMatchObject({ from: 'file', file: 'environments/production.yaml', line: 7, column: 9 });
  });

  test('the model\'s name, where the path is left out', () => {
    expect(origins().of('endpoint.path')).toMatchObject({ from: 'file', file: 'models/churn.yaml', line: 3, column: 19 });
  });

  test('the list that holds it', () => {
    expect(origins().of('inputs.0.name')).toMatchObject({ from: 'file', line: 8, column: 11 });
  });

  test('the schema\'s default', () => {
    expect(origins().of('workers.cores')).toEqual({ from: 'default', kind: 'Model', path: ['spec', 'workers', 'cores'] });
  });

  test('a rule', () => {
    expect(origins().of('identity.enabled')).toEqual({ from: 'rule' });
  });
});

test('every resolved value but the identity\'s switch, the sources and what the gateway decides itself has a field or a default behind it', () => {
  const { placements: [{ values }] } = repositoryOf(MODEL_TEXT, ENVIRONMENT);
  const leaves = (value: unknown, path: string): string[] => typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
    : [path];
  const byRule = leaves(values, '').filter((path) => path !== 'endpoint.bodiesLimitMiB' && origins().of(path).from === 'rule');
  const byRuleGroups = [...new Set(byRule.map((path) => path.split('.').slice(0, 2).join('.')))];
  expect(byRuleGroups).toEqual(expect.arrayContaining(['source.model', 'source.environment', 'identity.enabled']));
  expect(byRuleGroups.filter((path) => /^(workers|scaling|endpoint|gateway|monitoring\.(prometheus|scrape))/.test(path))).toEqual([]);
});
