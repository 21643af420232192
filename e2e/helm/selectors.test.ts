import { join } from 'node:path';
import { manifests, samples, workspace, writeChart, writeSamples } from './charts';
import { type HelmObject, templated } from './helm';
import { keptChart } from './kept-chart';

const ENVIRONMENTS = ['dev', 'production'] as const;

const folder = workspace();
const charts = writeSamples(folder);
const keptFolder = keptChart(folder);

describe('an upgrade of a release', () => {
  test.each(samples.placements.map(({ values }) => [values.name, values.environment.name, values] as const))(
    'changes no selector of %s in %s where the version of the model is another', (model, environment, values) => {
      const older = writeChart(join(folder, `older-${environment}`), { name: model, version: '0.9.0', placements: [{ ...values, version: '0.9.0', image: { ...values.image, tag: '0.9.0', digest: '' } }] });
      expect(selectors(templated(older))).toEqual(selectors(upgraded(model, environment)));
    },
  );

  test.each(ENVIRONMENTS)('changes no selector of a release in %s that an earlier Plumbline made', (environment) => {
    expect(selectors(kept(environment))).toEqual(selectors(upgraded('churn', environment)));
  });

  test.each(ENVIRONMENTS)('finds, in %s, pods that an earlier Plumbline made by the Service of now', (environment) => {
    const labels = (named(kept(environment), 'Deployment').spec as { template: { metadata: { labels: object } } }).template.metadata.labels;
    expect(labels).toMatchObject((named(upgraded('churn', environment), 'Service').spec as { selector: object }).selector);
  });

  test.each(ENVIRONMENTS)('leaves every object of a release in %s under its name, or Helm would delete it', (environment) => {
    expect(titles(upgraded('churn', environment))).toEqual(expect.arrayContaining(titles(kept(environment))));
  });
});

test('Flux and helm select by the same labels', () => {
  const { values } = samples.placements.find((placement) => placement.values.name === 'churn' && placement.values.environment.name === 'production')!;
  expect(selectors(manifests(values))).toEqual(selectors(upgraded('churn', 'production')));
});

function kept(environment: string): HelmObject[] {
  return inEnvironment(keptFolder, environment);
}

function upgraded(model: string, environment: string): HelmObject[] {
  return inEnvironment(join(charts, model), environment);
}

function inEnvironment(chart: string, environment: string): HelmObject[] {
  return templated(chart, '-f', join(chart, `values-${environment}.yaml`));
}

function named(objects: readonly HelmObject[], kind: string): HelmObject {
  return objects.find((object) => object.kind === kind)!;
}

function titles(objects: readonly HelmObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

/** What each object finds others by, by its title; the Deployment's can't be changed at all. */
function selectors(objects: readonly HelmObject[]): Record<string, unknown[]> {
  return Object.fromEntries(objects.map((object): [string, unknown[]] => [`${object.kind} ${object.metadata.name}`, found(object.spec)]).filter(([, all]) => all.length > 0));
}

const FIELDS = new Set(['selector', 'podSelector', 'labelSelector', 'scaleTargetRef', 'serviceName']);

function found(part: unknown): unknown[] {
  if (typeof part !== 'object' || part === null) { return []; }
  return Object.entries(part).flatMap(([name, value]) => FIELDS.has(name) ? [{ [name]: value as unknown }] : found(value));
}
