import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../src/spec';
import { loadRepository } from '../../src/spec/load/load-repository';
import { TODAY } from '../helpers/specs';

const ROOT = join(__dirname, '..', '..');

describe('the sample models and environments', () => {
  const { errors, warnings, placements, models, environments } = loadRepository(ROOT, { today: TODAY });

  test('have no errors', () => {
    expect(errors.map(formatProblem)).toEqual([]);
  });

  test('have no warnings', () => {
    expect(warnings.map(formatProblem)).toEqual([]);
  });

  test('show both ways in', () => {
    expect(new Set(placements.map(({ values }) => values.ingress.controller))).toEqual(new Set(['traefik', 'gateway-api']));
  });

  test('show every source of a model\'s files', () => {
    expect(new Set(placements.map(({ values }) => values.artifact.source))).toEqual(new Set(['none', 'blob', 'share']));
  });

  test('show a GPU', () => {
    expect(placements.filter(({ values }) => values.gpu.count > 0).map(({ values }) => values.family)).toEqual(['deep-learning']);
  });

  test('have the 13 predictors of the Boston housing data', () => {
    const boston = placements.find(({ values }) => values.name === 'boston-housing')!;
    expect(boston.values.inputs.map(({ name }) => name)).toEqual([
      'crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'ptratio', 'black', 'lstat',
    ]);
  });

  test('begin with the line by which editors complete them', () => {
    const without = [...models, ...environments].filter(({ file }) => !/^# yaml-language-server: \$schema=\.\.\/schemas\/\w+\.v1\.json\n/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(without).toEqual([]);
  });
});
