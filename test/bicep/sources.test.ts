import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicep, bicepFolder, describeWithBicep, ROOT } from './bicep-cli';
import { METRICS } from '../../src/constructs/runtime-metrics';
import { readTree } from '../helpers/temporary-folder';

interface Template {
  readonly parameters?: Readonly<Record<string, { readonly metadata?: { readonly description?: string } }>>;
  readonly outputs?: Readonly<Record<string, { readonly metadata?: { readonly description?: string } }>>;
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties?: { readonly template?: Template } }>>;
}

const main = JSON.parse(readFileSync(join(ROOT, 'bicep/main.json'), 'utf8')) as Template;
const sources = Object.entries(readTree(join(ROOT, 'bicep'))).filter(([path]) => path.endsWith('.bicep'));

/** A template and those of its modules, by the names of the modules. */
function templates(template: Template, path = 'main'): [string, Template][] {
  const inner = Object.entries(template.resources).flatMap(([name, { properties }]) =>
    properties?.template === undefined ? [] : templates(properties.template, `${path}/${name}`));
  return [[path, template], ...inner];
}

describeWithBicep('the Bicep sources', () => {
  const folder = bicepFolder();

  test('have neither error nor warning', () => {
    expect(bicep(folder(), 'lint', '--pattern', '**/*.bicep')).toEqual({ status: 0, messages: [] });
  }, 180_000);

  test('are formatted as `bicep format` leaves them', () => {
    const before = readTree(folder());
    bicep(folder(), 'format', '--pattern', '**/*.bicep');
    expect(readTree(folder())).toEqual(before);
  }, 180_000);

  test('compile to the main.json beside them', () => {
    bicep(folder(), 'build', 'main.bicep', '--outfile', 'compiled.json');
    // The compiler signs what it makes with its version.
    const unsigned = (text: string) => JSON.parse(text, (key, value: unknown) => key === '_generator' ? undefined : value) as unknown;
    expect(unsigned(readFileSync(join(folder(), 'compiled.json'), 'utf8'))).toEqual(unsigned(readFileSync(join(ROOT, 'bicep/main.json'), 'utf8')));
  }, 180_000);
});

test('the template and its modules are short enough to read', () => {
  const long = sources.filter(([path]) => path !== 'types.bicep').filter(([, text]) => text.split('\n').length > 151).map(([path]) => path);
  expect(long).toEqual([]);
});

test('every parameter and output of every template says what it is', () => {
  const silent = templates(main).flatMap(([path, { parameters = {}, outputs = {} }]) => Object.entries({ ...parameters, ...outputs })
    .filter(([, { metadata }]) => metadata?.description === undefined).map(([name]) => `${path}.${name}`));
  expect(silent).toEqual([]);
});

test('no template makes a resource of its own in another way than a module does', () => {
  const bare = Object.entries(main.resources).filter(([, { type }]) => type !== 'Microsoft.Resources/deployments').map(([name]) => name);
  expect(bare).toEqual([]);
});

describe('alerts ask for metrics', () => {
  const alerts = readFileSync(join(ROOT, 'bicep/modules/alerts.bicep'), 'utf8');

  test('that the runtime has', () => {
    const runtime: string[] = Object.values(METRICS);
    expect((alerts.match(/plumbline_\w+/g) ?? []).filter((metric) => !runtime.includes(metric))).toEqual([]);
  });

  test('of Kubernetes that the add-on of Azure Monitor keeps by itself', () => {
    // https://github.com/Azure/prometheus-collector, the minimal list of kube-state-metrics
    const kept = [
      'kube_deployment_spec_replicas', 'kube_deployment_status_replicas_available', 'kube_horizontalpodautoscaler_spec_max_replicas',
      'kube_horizontalpodautoscaler_status_current_replicas', 'kube_pod_status_phase',
    ];
    expect((alerts.match(/\bkube_\w+/g) ?? []).filter((metric) => !kept.includes(metric))).toEqual([]);
  });
});
