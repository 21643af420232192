import fc from 'fast-check';
import { parse } from 'yaml';
import { chartTemplates } from '../../src/render/chart-templates';
import { createRender, renderTree } from '../../src/render/renderer';
import { modelUnit, platformUnit } from '../../src/render/unit';
import { platformValues } from '../helpers/platform-values';
import { namedValues, scoringValues } from '../helpers/scoring-values';
import { anyScoringValues } from '../helpers/values-arbitraries';

const render = createRender(chartTemplates());

describe('a rendered unit', () => {
  const files = render(modelUnit(scoringValues()));

  test('has a file for each object, and what applies them last', () => {
    expect([...files.keys()][0]).toBe('namespace.yaml');
    expect([...files.keys()].at(-1)).toBe('kustomization.yaml');
  });

  test('lists in its kustomization the files that are there, in their order', () => {
    const { resources } = parse(files.get('kustomization.yaml')!) as { resources: string[] };
    expect(resources).toEqual([...files.keys()].slice(0, -1));
  });

  test('has no file for an object whose condition does not hold', () => {
    expect(files.has('certificate.yaml')).toBe(false);
    expect(render(modelUnit(scoringValues({ ingress: { certificate: { own: true } } }))).has('certificate.yaml')).toBe(true);
  });

  test('lies in the folder of its environment and model', () => {
    expect(modelUnit(namedValues('churn', 'production')).folder).toBe('dist/models/production/churn');
  });

  test('of an environment lies in the platform\'s folder', () => {
    expect(platformUnit(platformValues()).folder).toBe(`dist/platform/${platformValues().environment.name}`);
  });

  test('names in each file the path of that file', () => {
    for (const [name, text] of files) { expect(text).toMatch(new RegExp(`^# Rendered by plumbline as dist/models/dev/boston-housing/${name} from `)); }
  });

  test('is the same each time, for any values', () => {
    fc.assert(fc.property(anyScoringValues(), (values) => {
      expect([...render(modelUnit(values))]).toEqual([...createRender(chartTemplates())(modelUnit(structuredClone(values)))]);
    }), { numRuns: 20 });
  });

  test('holds no null, for any values', () => {
    fc.assert(fc.property(anyScoringValues(), (values) => {
      for (const text of render(modelUnit(values)).values()) { expect(JSON.stringify(parse(text))).not.toContain(':null'); }
    }), { numRuns: 50 });
  });
});

describe('a rendered tree', () => {
  test('is sorted by path, whatever the order of the units', () => {
    const units = ['b', 'a', 'c'].map((name) => modelUnit(namedValues(name, 'dev')));
    const paths = [...renderTree(units, render).keys()];
    expect(paths).toEqual([...paths].sort());
  });
});
