import { deploymentSafeguardViolations } from './deployment-safeguard-violations';
import type { RenderedObject, SafeguardedContainer, SafeguardedPod } from './rendered-object';

const REQUESTS = 'Kubernetes cluster containers CPU and memory resource requests must be defined';
const CONTAINER: SafeguardedContainer = {
  name: 'app',
  image: 'contoso.azurecr.io/app:1.0.0',
  resources: { requests: { cpu: '500m', memory: '600Mi' }, limits: { cpu: '500m', memory: '600Mi' } },
  livenessProbe: {},
  readinessProbe: {},
};

interface Parts { container?: Partial<SafeguardedContainer>; pod?: Partial<SafeguardedPod['spec']>; labels?: Record<string, string>; replicas?: number }

/** A Deployment that breaks no safeguard, with some parts replaced. */
function workload({ container, pod, labels, replicas }: Parts = {}): RenderedObject {
  const spec = { containers: [{ ...CONTAINER, ...container }], ...pod };
  return { kind: 'Deployment', metadata: { name: 'app', namespace: 'app', labels }, spec: { replicas, template: { spec } } };
}

function service(name: string, namespace: string, selector?: Record<string, string>): RenderedObject {
  return { kind: 'Service', metadata: { name, namespace }, spec: { selector } };
}

const autoscaler: RenderedObject = {
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'app', namespace: 'app' },
  spec: { maxReplicas: 10, scaleTargetRef: { kind: 'Deployment', name: 'app' } },
};

const found = (...objects: RenderedObject[]): string[] => deploymentSafeguardViolations(objects).map(({ rule, severity }) => `${severity}: ${rule}`);

test('has nothing against a Deployment that keeps every safeguard', () => {
  expect(found(workload())).toEqual([]);
});

test('names rule, object and documentation', () => {
  expect(deploymentSafeguardViolations([workload({ container: { readinessProbe: undefined } })])).toEqual([{
    rule: 'Ensure cluster containers have readiness or liveness probes configured',
    severity: 'deny',
    message: 'Deployment/app: container app has no readinessProbe',
    link: 'https://learn.microsoft.com/azure/aks/deployment-safeguards#deployment-safeguards-policies',
  }]);
});

describe('resource requests', () => {
  test('denies a container without any', () => {
    expect(found(workload({ container: { resources: undefined } }))).toEqual([`deny: ${REQUESTS}`, `deny: ${REQUESTS}`]);
  });

  test('takes a limit for a request, as the API server does', () => {
    expect(found(workload({ container: { resources: { limits: { cpu: 1, memory: '1Gi' } } } }))).toEqual([]);
  });

  test('warns that a cpu request without a limit is rewritten', () => {
    const resources = { requests: { cpu: 1, memory: '1Gi' }, limits: { memory: '1Gi' } };
    expect(found(workload({ container: { resources } }))).toEqual([`warn: ${REQUESTS}`]);
  });

  test('has nothing against a memory request without a limit', () => {
    const resources = { requests: { cpu: 1, memory: '1Gi' }, limits: { cpu: 1 } };
    expect(found(workload({ container: { resources } }))).toEqual([]);
  });

  test.each([['cpu', '99m'], ['memory', '99Mi'], ['memory', '100M']])('warns that %s of %s is raised', (resource, amount) => {
    const requests = { cpu: '100m', memory: '100Mi', [resource]: amount };
    expect(found(workload({ container: { resources: { requests, limits: { cpu: 1 } } } }))).toEqual([`warn: ${REQUESTS}`]);
  });

  test('looks into init containers', () => {
    const pod = { initContainers: [{ name: 'init', image: 'app:1', resources: {} }] };
    expect(found(workload({ pod }))).toEqual([`deny: ${REQUESTS}`, `deny: ${REQUESTS}`]);
  });
});

describe('spread', () => {
  const rule = 'deny: Must Have Anti Affinity Rules or topologySpreadConstraintsSet';

  test('denies two replicas that nothing spreads', () => {
    expect(found(workload({ replicas: 2 }))).toEqual([rule]);
  });

  test('denies a Deployment that an autoscaler makes more than one of', () => {
    expect(found(workload(), autoscaler)).toEqual([rule]);
  });

  test.each([{ topologySpreadConstraints: [{}] }, { affinity: { podAntiAffinity: {} } }])('takes %p', (pod) => {
    expect(found(workload({ replicas: 2, pod }))).toEqual([]);
  });
});

describe('images', () => {
  const rule = 'deny: Kubernetes cluster container images should not include latest image tag';

  test.each(['app', 'app:latest', 'localhost:5000/app'])('denies %s', (image) => {
    expect(found(workload({ container: { image } }))).toEqual([rule]);
  });

  test.each(['app:1', 'localhost:5000/app:1', `app@sha256:${'0'.repeat(64)}`])('takes %s', (image) => {
    expect(found(workload({ container: { image } }))).toEqual([]);
  });
});

describe('services', () => {
  const rule = 'deny: Kubernetes cluster services should use unique selectors';

  test('denies two with one selector in a namespace', () => {
    expect(found(service('a', 'x', { app: 'a', tier: 'b' }), service('b', 'x', { tier: 'b', app: 'a' }))).toEqual([rule]);
  });

  test('takes the same selector in two namespaces', () => {
    expect(found(service('a', 'x', { app: 'a' }), service('a', 'y', { app: 'a' }))).toEqual([]);
  });

  test('takes two without a selector', () => {
    expect(found(service('a', 'x'), service('b', 'x'))).toEqual([]);
  });
});

test('denies labels that AKS keeps for itself', () => {
  expect(found(workload({ labels: { 'kubernetes.azure.com/managedby': 'aks' } }))).toEqual(['deny: No AKS Specific Labels']);
});

test.each([
  ['kubernetes.io/azure-file', ['deny: Kubernetes clusters should use Container Storage Interface (CSI) driver StorageClass']],
  ['file.csi.azure.com', []],
])('judges a StorageClass of %s', (provisioner, expected) => {
  expect(found({ kind: 'StorageClass', metadata: { name: 'share' }, provisioner })).toEqual(expected);
});

test('denies an edit of a node', () => {
  expect(found({ kind: 'Node', metadata: { name: 'aks-0' } })).toEqual(['deny: Cannot Edit Individual Nodes']);
});

describe('Pod Security baseline', () => {
  test('denies a hostPath volume', () => {
    expect(found(workload({ pod: { volumes: [{ name: 'data', ...{ hostPath: {} } }] } }))).toEqual(['deny: HostPath Volumes']);
  });

  test('has nothing against an emptyDir', () => {
    expect(found(workload({ pod: { volumes: [{ name: 'data', ...{ emptyDir: {} } }] } }))).toEqual([]);
  });
});
