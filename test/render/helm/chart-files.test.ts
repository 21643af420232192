import { rmSync } from 'node:fs';
import { parse } from 'yaml';
import { chartTemplates } from '../../../src/render/chart-templates';
import { isRenderedAs } from '../../../src/render/header';
import { createRender, renderTree } from '../../../src/render/renderer';
import { helmUnits } from '../../../src/render/unit';
import type { ScoringValues } from '../../../src/spec/values';
import { synthesize, writeRepository } from '../../helpers/repository';
import { namedValues } from '../../helpers/scoring-values';
import { temporaryFolder, readTree } from '../../helpers/temporary-folder';

const render = createRender(chartTemplates());
const filesOf = (name: string, placements: readonly ScoringValues[] = [namedValues(name, 'dev'), namedValues(name, 'production', { scaling: { min: 7 } })]) =>
  renderTree(helmUnits({ name, version: '2.0.0', placements }), render);
const chart = filesOf('churn');
const file = (path: string) => chart.get(`dist/charts/churn/${path}`)!;
const chartYaml = (overrides: Partial<ScoringValues> = {}) =>
  parse(filesOf('churn', [{ ...namedValues('churn', 'dev'), ...overrides }]).get('dist/charts/churn/Chart.yaml')!) as Record<string, unknown>;

describe('the files of a chart', () => {
  test('each say in their first line that they are Plumbline\'s', () => {
    expect([...chart].filter(([path, text]) => !isRenderedAs(path, text)).map(([path]) => path)).toEqual([]);
  });

  test('have the same templates for every model, but for their first lines', () => {
    const body = (text: string) => text.slice(text.indexOf('\n'));
    const other = filesOf('fraud');
    const templates = [...chart].filter(([path]) => path.includes('/templates/'));
    expect(templates.filter(([path, text]) => body(text) !== body(other.get(path.replace('churn', 'fraud'))!)).map(([path]) => path)).toEqual([]);
  });

  test('have values of the first environment', () => {
    expect(parse(file('values.yaml'))).toEqual(namedValues('churn', 'dev'));
  });

  test('have a file for each environment that holds what differs there', () => {
    expect(parse(file('values-production.yaml'))).toEqual({ environment: { name: 'production' }, scaling: { min: 7 }, source: { environment: 'environments/production.yaml' } });
  });

  test('name the first environment in its own file, too', () => {
    expect(parse(file('values-dev.yaml'))).toEqual({ environment: { name: 'dev' } });
  });

  test('have a schema that is JSON and takes what an umbrella chart hands down', () => {
    expect(JSON.parse(file('values.schema.json'))).toHaveProperty('properties.global.type', 'object');
  });

  test('list every value in the README', () => {
    expect(file('README.md')).toContain('| `scaling.min` | integer | `2` | Pods at rest. With 1, every node upgrade interrupts the service. 1 to 1000. |');
  });

  test('print the gateway\'s configuration once', () => {
    expect([...chart].filter(([, text]) => text.includes('"managementPort" 9090')).map(([path]) => path)).toEqual(['dist/charts/churn/templates/_helpers.tpl']);
  });
});

describe('Chart.yaml', () => {
  test('has the model\'s version', () => {
    expect(chartYaml()).toMatchObject({ apiVersion: 'v2', name: 'churn', version: '2.0.0', appVersion: '2.0.0' });
  });

  test('names the team as maintainer, with the owner\'s address', () => {
    expect(chartYaml({ owner: 'ops@contoso.com' }).maintainers).toEqual([{ name: 'pricing', email: 'ops@contoso.com' }]);
  });

  test('has no address where the owner is none', () => {
    expect(chartYaml({ owner: '#pricing on chat' }).maintainers).toEqual([{ name: 'pricing' }]);
  });

  test('describes a model that does not describe itself', () => {
    expect(chartYaml().description).toBe('Scoring service of the R model churn');
  });
});

describe('a synth', () => {
  const root = temporaryFolder();
  const charts = () => [...new Set(Object.keys(readTree(root())).flatMap((path) => /^dist\/charts\/([^/]+)\//.exec(path)?.[1] ?? []))];
  const selected = async (environments: readonly string[], models: readonly string[]) => {
    writeRepository(root(), ['churn', 'fraud'], ['dev', 'production'], 'charts: true');
    await synthesize(root(), { cache: false, selection: { environments, models } });
    return Object.keys(readTree(root())).filter((path) => /^dist\/charts\/[^/]+\/values-/.test(path));
  };

  test('of one environment renders charts for all environments of its models', async () => {
    expect(await selected(['dev'], [])).toEqual(['churn', 'fraud'].flatMap((model) => ['dev', 'production'].map((name) => `dist/charts/${model}/values-${name}.yaml`)));
  });

  test('of one model renders its chart alone', async () => {
    expect(await selected([], ['fraud'])).toEqual(['dist/charts/fraud/values-dev.yaml', 'dist/charts/fraud/values-production.yaml']);
  });

  test('removes the chart of a model that is gone', async () => {
    writeRepository(root(), ['churn', 'fraud'], ['dev'], 'charts: true');
    await synthesize(root());
    expect(charts()).toEqual(['churn', 'fraud']);
    rmSync(`${root()}/models/fraud.yaml`);
    await synthesize(root());
    expect(charts()).toEqual(['churn']);
  });

  test('renders no chart for an environment that does not ask for them, and removes those there are', async () => {
    writeRepository(root(), ['churn'], ['dev'], 'charts: true');
    await synthesize(root());
    writeRepository(root(), ['churn'], ['dev']);
    await synthesize(root());
    expect(charts()).toEqual([]);
  });
});
