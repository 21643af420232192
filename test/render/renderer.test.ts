import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { chartTemplates } from '../../src/render/chart-templates';
import { createRender, renderTree } from '../../src/render/renderer';
import { modelUnit, platformUnit, unitPath } from '../../src/render/unit';
import { platformValues } from '../helpers/platform-values';
import { namedValues, scoringValues } from '../helpers/scoring-values';
import { anyScoringValues } from '../helpers/values-arbitraries';

const render = createRender(chartTemplates());

interface Identified { kind: string; metadata: { name: string } }

function objectsOf(text: string): Identified[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Identified);
}

describe('a rendered model', () => {
  const textOf = (values = scoringValues()) => [...render(modelUnit(values)).values()][0];

  test('is one file, called as the model in the folder of its environment', () => {
    expect(unitPath(modelUnit(namedValues('churn', 'production')))).toBe('dist/models/production/churn.yaml');
    expect([...render(modelUnit(namedValues('churn', 'production'))).keys()]).toEqual(['churn.yaml']);
  });

  test('holds its objects in the order in which they are applied', () => {
    const kinds = objectsOf(textOf()).map(({ kind }) => kind);
    expect(kinds[0]).toBe('Namespace');
    expect(kinds.indexOf('ServiceAccount')).toBeLessThan(kinds.indexOf('Deployment'));
    expect(kinds.indexOf('Deployment')).toBeLessThan(kinds.indexOf('Ingress'));
  });

  test('holds no object twice', () => {
    const identities = objectsOf(textOf()).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(identities).toEqual([...new Set(identities)]);
  });

  test('holds no object whose condition does not hold', () => {
    const kinds = (values = scoringValues()) => objectsOf(textOf(values)).map(({ kind }) => kind);
    expect(kinds()).not.toContain('Certificate');
    expect(kinds(scoringValues({ ingress: { certificate: { own: true } } }))).toContain('Certificate');
  });

  test('names in its first line its path', () => {
    expect(textOf()).toMatch(/^# Rendered by plumbline as dist\/models\/dev\/boston-housing\.yaml from /);
  });

  test('is the same each time, for any values', () => {
    fc.assert(fc.property(anyScoringValues(), (values) => {
      expect([...render(modelUnit(values))]).toEqual([...createRender(chartTemplates())(modelUnit(structuredClone(values)))]);
    }), { numRuns: 20 });
  });

  test('holds no null, for any values', () => {
    fc.assert(fc.property(anyScoringValues(), (values) => {
      expect(JSON.stringify(objectsOf(textOf(values)))).not.toContain(':null');
    }), { numRuns: 50 });
  });
});

describe('a rendered platform', () => {
  const unit = platformUnit(platformValues());
  const files = render(unit);

  test('lies in the folder of its environment', () => {
    expect(unitPath(unit)).toBe(`dist/platform/${platformValues().environment.name}`);
  });

  test('lists in its kustomization the files that are there, in their order', () => {
    const { resources } = parse(files.get('kustomization.yaml')!) as { resources: string[] };
    expect(resources).toEqual([...files.keys()].slice(0, -1));
  });

  test('names in the first line of each file the path of that file', () => {
    for (const [name, text] of files) { expect(text.startsWith(`# Rendered by plumbline as ${unit.folder}/${name} from `)).toBe(true); }
  });
});

describe('a rendered tree', () => {
  test('is sorted by path, whatever the order of the units', () => {
    const units = ['b', 'a', 'c'].map((name) => modelUnit(namedValues(name, 'dev')));
    const paths = [...renderTree(units, render).keys()];
    expect(paths).toEqual([...paths].sort());
  });
});
