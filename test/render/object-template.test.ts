import { ApiObject, type App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { KubeObject } from '../../src/constructs/kube-object';
import { compile, concat, each, equal, symbolic, when } from '../../src/expression';
import { objectTemplates } from '../../src/render/object-template';

interface Values { readonly name: string; readonly kind: string; readonly items: readonly { readonly port: number }[] }
const values = symbolic<Values>();
const CHURN: Values = { name: 'churn', kind: 'a', items: [{ port: 1 }, { port: 2 }] };
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const CRON = { apiVersion: 'batch/v1', kind: 'CronJob' };

/** The templates of a chart that holds what `fill` puts into it. */
function templatesOf(fill: (chart: Chart) => void) {
  return objectTemplates((app: App) => {
    const chart = new Chart(app, 'chart');
    fill(chart);
    return chart;
  });
}

const evaluated = (fill: (chart: Chart) => void) => compile(templatesOf(fill)[0].template)(CHURN);

describe('the templates of a chart', () => {
  test('hold the expressions of the fields', () => {
    const object = evaluated((chart) => new ApiObject(chart, 'One', { ...CONFIG_MAP, metadata: { name: 'n' }, data: { name: concat('model-', values.name) } }));
    expect(object).toEqual({ ...CONFIG_MAP, metadata: { name: 'n' }, data: { name: 'model-churn' } });
  });

  test('hold what was patched in', () => {
    const object = evaluated((chart) => {
      const one = new ApiObject(chart, 'One', { ...CONFIG_MAP, metadata: { name: 'n' }, data: { name: values.name } });
      one.addJsonPatch(JsonPatch.add('/data/patched', 'yes'));
    });
    expect(object).toHaveProperty('data', { name: 'churn', patched: 'yes' });
  });

  test('hold labels that were added to the object and to its chart', () => {
    const object = evaluated((chart) => {
      new ApiObject(chart, 'One', { ...CONFIG_MAP, metadata: { name: 'n', labels: { own: values.name as string } } }).metadata.addLabel('added', 'later');
    });
    expect(object).toHaveProperty('metadata.labels', { added: 'later', own: 'churn' });
  });

  test('resolve what is lazy inside a condition', () => {
    const object = evaluated((chart) => new ApiObject(chart, 'One', {
      ...CONFIG_MAP, metadata: { name: 'n' }, data: when(equal(values.kind, 'a'), { late: Lazy.any({ produce: () => 1 }) }),
    }));
    expect(object).toHaveProperty('data', { late: 1 });
  });

  test('sort the fields inside a condition and a loop', () => {
    const object = evaluated((chart) => new ApiObject(chart, 'One', {
      ...CONFIG_MAP, metadata: { name: 'n' }, data: when(equal(values.kind, 'a'), { z: [...each(values.items, (item) => ({ y: item.port, x: 1 }))], a: 1 }),
    })) as { data: { z: object[] } };
    expect(JSON.stringify(object.data)).toBe('{"a":1,"z":[{"x":1,"y":1},{"x":1,"y":2}]}');
  });

  test('are sorted whatever CDK8S_DISABLE_SORT says', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const object = evaluated((chart) => new ApiObject(chart, 'One', { ...CONFIG_MAP, metadata: { name: 'n' }, spec: { b: 1, a: 2 }, data: {} }));
      expect(JSON.stringify(object)).toBe('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"n"},"data":{},"spec":{"a":2,"b":1}}');
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('keep null where an expression compares with it', () => {
    const maximum = symbolic<{ maximum: string }>().maximum;
    const [{ template }] = templatesOf((chart) => new ApiObject(chart, 'One', {
      ...CONFIG_MAP, metadata: { name: 'n' }, unbounded: equal<string>(maximum, null as unknown as string),
    }));
    expect(compile(template)({ maximum: null })).toHaveProperty('unbounded', true);
  });

  test('carry the condition under which the object exists', () => {
    const [{ condition }] = templatesOf((chart) => new KubeObject(chart, 'One', CONFIG_MAP, { metadata: { name: 'n' } }, { condition: equal(values.kind, 'a') }));
    expect(compile(condition)({ kind: 'b' })).toBe(false);
  });

  test('include objects that are children of objects', () => {
    const templates = templatesOf((chart) => {
      new ApiObject(new ApiObject(chart, 'Outer', { ...CONFIG_MAP, metadata: { name: 'n' } }), 'Inner', { ...CRON, metadata: { name: 'n' } });
    });
    expect(templates.map(({ kind }) => kind)).toEqual(['ConfigMap', 'CronJob']);
  });

  test('come in the order in which they are applied, whatever the order of construction', () => {
    const kinds = ['HTTPRoute', 'Deployment', 'Namespace', 'AlertRule', 'ServiceAccount'];
    const templates = templatesOf((chart) => kinds.forEach((kind) => new ApiObject(chart, kind, { apiVersion: 'v1', kind, metadata: { name: 'n' } })));
    expect(templates.map(({ path }) => path)).toEqual(['namespace.yaml', 'service-account.yaml', 'deployment.yaml', 'http-route.yaml', 'alert-rule.yaml']);
  });

  test('are told apart by their construct where several are of one kind', () => {
    const templates = templatesOf((chart) => ['ConfigMap', 'DefaultDeny'].forEach((id) => new ApiObject(chart, id, { ...CONFIG_MAP, metadata: { name: id } })));
    expect(templates.map(({ path }) => path)).toEqual(['config-map-default-deny.yaml', 'config-map.yaml']);
  });

  test('are refused where two would be one file', () => {
    const twice = (chart: Chart) => ['One', 'one'].forEach((id) => new ApiObject(chart, id, { ...CONFIG_MAP, metadata: { name: id } }));
    expect(() => templatesOf(twice)).toThrow('One and one would both be written to config-map-one.yaml');
  });
});
