import { ENVIRONMENT, errorsOf, MODEL } from '../../helpers/specs';

describe('YAML that can\'t be read is refused with its place', () => {
  test.each([
    ['a bracket that is never closed', '  workers: { cores: 4\n', '7:1: not valid YAML: a { or [ above is not closed'],
    ['a tab as indentation', '\tworkers: {}\n', '6:1: a tab can\'t indent YAML; use spaces'],
    ['a line indented further than its neighbours', '   workers: {}\n', '5:10: not valid YAML: after this a line is indented further than the fields beside it'],
    ['a field twice', '  scaling: { min: 1 }\n  scaling: { max: 3 }\n', '7:3: scaling is written twice in the same place; keep one of them'],
    ['a field twice on one line', '  scaling: { min: 1, min: 2 }\n', '6:22: min is written twice in the same place; keep one of them'],
    ['a merge key', '  scaling:\n    <<: { min: 1 }\n', '7:5: a merge key (<<) is not read; write its fields out'],
    ['a tag', '  env: { SIZE: !!str 5 }\n', '6:16: !!str is a tag, and tags are not read; remove it'],
    ['a second document', '---\nkind: Model\n', '6:1: the file holds more than one document (---); write one spec a file'],
  ])('%s', (_, text, error) => {
    expect(errorsOf(MODEL + text)).toEqual([`models/churn.yaml:${error}`]);
  });

  test('an anchor and its alias', () => {
    expect(errorsOf(`${MODEL}  scaling: &small { min: 1 }\n  workers: *small\n`)).toEqual([
      'models/churn.yaml:6:12: the anchor &small is not read; write the value out where it is needed',
      'models/churn.yaml:7:12: the alias *small is not read; write its value out',
    ]);
  });

  test('a text that only looks like an anchor is read', () => {
    expect(errorsOf(`${MODEL}  env: { QUERY: "a&b *c <<d !e" }\n`)).toEqual([]);
  });
});

describe('a file that would expand to billions of values', () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const references = level === 0 ? '"lol"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => references).join(', ')}]`;
  });

  test('is refused by its first anchor', () => {
    expect(errorsOf(levels.join('\n'))[0]).toBe('models/churn.yaml:1:5: the anchor &a0 is not read; write the value out where it is needed');
  });

  test('is refused at once', () => {
    const started = performance.now();
    errorsOf(levels.join('\n'));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('an empty file says what to begin with', () => {
  test.each([['nothing', ''], ['a comment', '# later\n'], ['a document marker', '---\n']])('%s', (_, text) => {
    expect(errorsOf(text)).toEqual(['models/churn.yaml: the file is empty; begin with apiVersion: plumbline/v1 and kind: Model']);
  });

  test('an environment says its own kind', () => {
    expect(errorsOf(MODEL, '')).toEqual(['environments/production.yaml: the file is empty; begin with apiVersion: plumbline/v1 and kind: Environment']);
  });
});

test('all errors of all files are reported at once, by file and line', () => {
  expect(errorsOf([`${MODEL}  scaling: { min: 0, max: 2000 }\n`, 'a: [\n'], ENVIRONMENT.replace('contososcoring', 'x'))).toEqual([
    'environments/production.yaml:6:21: spec.registry.name must have at least 5 characters, found "x"',
    'models/0.yaml:6:19: spec.scaling.min (0) must be at least 1',
    'models/0.yaml:6:27: spec.scaling.max (2000) must be at most 1000',
    'models/1.yaml:2:1: not valid YAML: a { or [ above is not closed',
  ]);
});
