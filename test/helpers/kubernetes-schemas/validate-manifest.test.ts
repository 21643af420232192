import { deployment, sample, SPECS, type Manifest } from './sample-manifests';
import { schemaCatalogue } from './schema-catalogue';
import { KUBERNETES_VERSIONS, validateManifest } from './validate-manifest';

/** The errors of a Deployment after one value was put at a path; undefined takes the field away. */
function withValue(path: string, value: unknown): string[] {
  return validateManifest(replace(deployment(), path, value), '1.36');
}

function replace(manifest: Manifest, path: string, value: unknown): Manifest {
  const steps = path.split('.');
  const last = steps.pop()!;
  const parent = steps.reduce<Record<string, unknown>>((node, step) => node[step] as Record<string, unknown>, manifest);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return manifest;
}

const CONTAINER = 'spec.template.spec.containers.0';

describe.each(KUBERNETES_VERSIONS)('Kubernetes %s', (version) => {
  test('has a sample of every kind that has a schema', () => {
    expect([...Object.keys(SPECS), 'apps/v1/Deployment'].sort()).toEqual(schemaCatalogue(version).kinds);
  });

  test('takes a well-formed Deployment', () => {
    expect(validateManifest(deployment(), version)).toEqual([]);
  });

  test.each(Object.keys(SPECS))('takes a well-formed %s', (key) => {
    expect(validateManifest(sample(key), version)).toEqual([]);
  });

  test.each(Object.keys(SPECS))('refuses an unknown field in %s', (key) => {
    expect(validateManifest({ ...sample(key), unheardOf: 1 }, version)).toEqual(['unheardOf: unknown field']);
  });
});

describe('fields', () => {
  test('refuses an unknown field deep inside', () => {
    expect(withValue(`${CONTAINER}.imagePullpolicy`, 'Always')).toEqual(['spec.template.spec.containers[0].imagePullpolicy: unknown field']);
  });

  test('refuses a wrong type', () => {
    expect(withValue('spec.replicas', '3')).toEqual(['spec.replicas: must be integer, found "3"']);
  });

  test('refuses null', () => {
    expect(withValue('spec.minReadySeconds', null)).toEqual(['spec.minReadySeconds: must be integer, found null']);
  });

  test('refuses a missing required field', () => {
    expect(withValue('spec.selector', undefined)).toEqual(['spec.selector: is required']);
  });

  test('refuses a value outside an enumeration', () => {
    expect(withValue(`${CONTAINER}.imagePullPolicy`, 'Sometimes'))
      .toEqual(['spec.template.spec.containers[0].imagePullPolicy: must be one of Always, IfNotPresent, Never, found "Sometimes"']);
  });

  test.each(['status', 'metadata.creationTimestamp', 'metadata.resourceVersion'])('refuses %s, which the server writes', (path) => {
    expect(withValue(path, {})).toEqual([`${path}: unknown field`]);
  });

  test.each([1, 'http'])('takes %p for a port that may be a number or a name', (port) => {
    expect(withValue(`${CONTAINER}.livenessProbe.httpGet.port`, port)).toEqual([]);
  });

  test('refuses a probe with two actions', () => {
    expect(withValue(`${CONTAINER}.livenessProbe.exec`, { command: ['true'] }))
      .toEqual(['spec.template.spec.containers[0].livenessProbe: must have exactly one of exec, grpc, httpGet, tcpSocket']);
  });

  test('refuses a volume with two sources', () => {
    expect(withValue('spec.template.spec.volumes.0.configMap', { name: 'churn' }).join()).toContain('spec.template.spec.volumes[0]: must NOT have more than 2');
  });

  test('refuses two entries with the key of one', () => {
    expect(withValue(`${CONTAINER}.env`, [{ name: 'A', value: '1' }, { name: 'A', value: '2' }]))
      .toEqual(['spec.template.spec.containers[0].env: two entries have the same name']);
  });

  test.each([0, 65536])('refuses port %d', (port) => {
    expect(withValue(`${CONTAINER}.ports.0.containerPort`, port)).toHaveLength(1);
  });
});

describe('quantities', () => {
  test.each(['500m', '2', '1.5Gi', '1e3', 2, 0.5])('takes %p', (quantity) => {
    expect(withValue(`${CONTAINER}.resources.limits.memory`, quantity)).toEqual([]);
  });

  test.each(['600MiB', '5x', '', '1 Gi', '1,5Gi', 'Gi'])('refuses %p', (quantity) => {
    expect(withValue(`${CONTAINER}.resources.limits.memory`, quantity)).toEqual([
      `spec.template.spec.containers[0].resources.limits.memory: must be a quantity such as 500m, 2 or 600Mi, found ${JSON.stringify(quantity)}`,
    ]);
  });
});

describe('names, labels and annotations', () => {
  test.each(['churn', 'churn.v1', 'a'.repeat(253)])('takes a name (case %#)', (name) => {
    expect(withValue('metadata.name', name)).toEqual([]);
  });

  test.each(['Churn', 'churn_', '-churn', 'churn.', '', 'a'.repeat(254)])('refuses a wrong name (case %#)', (name) => {
    expect(withValue('metadata.name', name).join()).toContain('metadata.name: must be a DNS subdomain');
  });

  test('refuses an object without a name', () => {
    expect(withValue('metadata.name', undefined)).toEqual(['metadata.name: is required']);
  });

  test.each(['churn.v1', 'a'.repeat(64)])('refuses a namespace that is no DNS label (case %#)', (namespace) => {
    expect(withValue('metadata.namespace', namespace)).toHaveLength(1);
  });

  test('refuses a Namespace in a namespace', () => {
    const namespace = replace(sample('v1/Namespace'), 'metadata.namespace', 'churn');
    expect(validateManifest(namespace, '1.36')).toEqual(['metadata.namespace: a Namespace has no namespace']);
  });

  test('refuses a Service whose name starts with a digit', () => {
    expect(validateManifest(replace(sample('v1/Service'), 'metadata.name', '1churn'), '1.36')).toHaveLength(1);
  });

  test.each(['a b', '/name', 'Prefix.com/name', 'prefix/', 'a/b/c', 'a'.repeat(64)])('refuses label key %p', (key) => {
    expect(withValue('metadata.labels', { [key]: 'value' }).join()).toContain('must be a label key');
  });

  test.each(['a b', '-a', 'a'.repeat(64)])('refuses label value %p', (value) => {
    expect(withValue('spec.template.metadata.labels.version', value).join()).toContain('must be a label value');
  });

  test('refuses a number for an annotation', () => {
    expect(withValue('metadata.annotations.port', 8080)).toEqual(['metadata.annotations.port: must be string, found 8080']);
  });

  test('refuses annotations of more than 256 KiB in all', () => {
    expect(withValue('metadata.annotations.note', 'a'.repeat(256 * 1024)).join()).toContain('must hold at most 262144 bytes');
  });
});

describe('kinds', () => {
  test('refuses a wrong apiVersion and names the right one', () => {
    expect(withValue('apiVersion', 'apps/v1beta1')).toEqual(['apiVersion: Deployment is served as apps/v1, found apps/v1beta1']);
  });

  test('refuses a kind without a schema', () => {
    expect(withValue('kind', 'Deploymint')).toEqual(['kind: no schema for apps/v1 Deploymint']);
  });

  test.each([undefined, null, 'text', {}, { kind: 'Pod' }])('refuses %p', (object) => {
    expect(validateManifest(object, '1.36')).toEqual(['apiVersion and kind must be text']);
  });
});

describe('custom resources', () => {
  test('refuses imagePullPolicy in a solver\'s pod', () => {
    const issuer = replace(sample('cert-manager.io/v1/ClusterIssuer'), 'spec.acme.solvers.0.http01.ingress.podTemplate', { spec: { imagePullPolicy: 'Always' } });
    expect(validateManifest(issuer, '1.36')).toEqual(['spec.acme.solvers[0].http01.ingress.podTemplate.spec.imagePullPolicy: unknown field']);
  });

  test('refuses a duration that the pattern of the schema does not take', () => {
    const kustomization = replace(sample('kustomize.toolkit.fluxcd.io/v1/Kustomization'), 'spec.interval', '10 minutes');
    expect(validateManifest(kustomization, '1.36').join()).toContain('spec.interval: must match pattern');
  });

  test('refuses a label of wrong syntax, as in built-in kinds', () => {
    const repository = replace(sample('source.toolkit.fluxcd.io/v1/GitRepository'), 'metadata.labels', { team: 'a b' });
    expect(validateManifest(repository, '1.36')).toHaveLength(1);
  });
});

test('validates an object in less than a millisecond once its kind is compiled', () => {
  const object = deployment();
  validateManifest(object, '1.36');
  const rounds = 200;
  const start = performance.now();
  for (let round = 0; round < rounds; round++) validateManifest(object, '1.36');
  expect((performance.now() - start) / rounds).toBeLessThan(1);
});
