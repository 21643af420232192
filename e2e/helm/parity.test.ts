import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { manifests, ordered, samples, workspace, writeChart, writeSamples } from './charts';
import { consistentValues } from './consistent-values';
import { type HelmObject, helm, templated } from './helm';
import { resolveModel } from '../../src/spec/resolve/resolve-model';
import { validEnvironment, validModel } from '../../test/helpers/spec-arbitraries';

/** Always the same values, so that a run tells about the code and not about luck; PLUMBLINE_SEED chooses others. */
const seed = Number(process.env.PLUMBLINE_SEED || 1);

const folder = workspace();
const charts = writeSamples(folder);
const placements = samples.placements.map(({ values }) => [values.name, values.environment.name, values] as const);
const environmentFile = (chart: string, environment: string) => ['-f', join(chart, `values-${environment}.yaml`)];

describe('a chart', () => {
  test.each([...new Set(placements.map(([model]) => model))])('of %s has nothing that helm would lint, in any environment', (model) => {
    const chart = join(charts, model);
    const environments = placements.filter(([name]) => name === model).map(([, environment]) => helm('lint', '--strict', chart, ...environmentFile(chart, environment)));
    expect(environments.map(({ ok, output }) => (ok ? '' : output))).toEqual(environments.map(() => ''));
  });

  test.each(placements)('of %s renders for %s what Flux gets', (model, environment, values) => {
    const chart = join(charts, model);
    expect(ordered(templated(chart, ...environmentFile(chart, environment)))).toEqual(ordered(manifests(values)));
  });

  test('renders for its first environment when no values are given', () => {
    const [, , dev] = placements.find(([model, environment]) => model === 'boston-housing' && environment === 'dev')!;
    expect(ordered(templated(join(charts, 'boston-housing')))).toEqual(ordered(manifests(dev)));
  });

  test('renders for each environment what Flux gets, for any spec', () => {
    fc.assert(fc.property(validModel(['dev', 'production']), validEnvironment('dev'), validEnvironment('production'), (model, dev, production) => {
      const known = [dev, production].map((value) => resolveModel({ file: 'models/m.yaml', value: model }, { file: `environments/${value.metadata.name}.yaml`, value }));
      const { name, version } = model.metadata;
      const chart = writeChart(folder, { name, version, placements: known });
      for (const values of known) {
        expect(ordered(templated(chart, ...environmentFile(chart, values.environment.name)))).toEqual(ordered(manifests(values)));
      }
    }), { seed, numRuns: 25 });
  });

  test('renders for any values that it takes what Flux gets for them', () => {
    const file = join(folder, 'values.json');
    fc.assert(fc.property(consistentValues(), (values) => {
      writeFileSync(file, JSON.stringify(values));
      expect(ordered(templated(join(charts, 'boston-housing'), '-f', file))).toEqual(ordered(manifests(values)));
    }), { seed, numRuns: 60 });
  });

  test('keeps workers, cores, CPU and memory together for any values that it takes', () => {
    const file = join(folder, 'sizes.json');
    fc.assert(fc.property(consistentValues(), (values) => {
      writeFileSync(file, JSON.stringify(values));
      const { workers: { cores, threadsPerWorker, memoryPerWorkerMiB }, gateway } = values;
      expect(sizeOf(templated(join(charts, 'boston-housing'), '-f', file, '-s', 'templates/deployment.yaml', '-s', 'templates/config-map.yaml'))).toEqual({
        workers: cores / threadsPerWorker,
        threads: String(threadsPerWorker),
        cpu: `${cores * 1000 + gateway.cpuMillicores}m`,
        memory: `${cores / threadsPerWorker * memoryPerWorkerMiB + gateway.memoryMiB}Mi`,
      });
    }), { seed, numRuns: 20 });
  });

  test('leaves the namespace to the release that lives in it, and nothing else', () => {
    const chart = join(charts, 'churn');
    expect(ordered(templated(chart, '--namespace', 'churn'))).toEqual(ordered(templated(chart).filter(({ kind }) => kind !== 'Namespace')));
  });

  test('takes what an umbrella chart hands to all of its charts', () => {
    expect(helm('template', 'release', join(charts, 'churn'), '--set', 'global.region=westeurope').error).toBe('');
  });
});

/** How large the pods are, and what the gateway is told about it. */
function sizeOf(objects: readonly HelmObject[]) {
  const of = (kind: string) => objects.find((object) => object.kind === kind) as never;
  const [container] = (of('Deployment') as { spec: { template: { spec: { containers: Container[] } } } }).spec.template.spec.containers;
  const config = JSON.parse((of('ConfigMap') as { data: Record<string, string> }).data['config.json']) as { workers: { count: number } };
  return {
    workers: config.workers.count,
    threads: container.env.find(({ name }) => name === 'OMP_NUM_THREADS')!.value,
    cpu: container.resources.requests.cpu,
    memory: container.resources.requests.memory,
  };
}

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } };
}
