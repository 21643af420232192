import { type Manifest, manifestOf } from '../helpers/manifests';

const POD = 'spec.template.spec';

describe('ScoringDeployment', () => {
  test('leaves the number of replicas to the autoscaler', () => {
    expect(manifestOf('Deployment')).not.toHaveProperty('spec.replicas');
  });

  test('selects pods by labels that no field of the spec but the name can change', () => {
    expect(manifestOf('Deployment', { version: '2.0.0', team: 'risk', labels: { tier: 'gold' } })).toHaveProperty('spec.selector.matchLabels', {
      'app.kubernetes.io/name': 'boston-housing',
      'app.kubernetes.io/component': 'scoring',
    });
  });

  test('gives the pods every label that the selector asks for', () => {
    expect(manifestOf('Deployment')).toMatchObject({
      spec: { template: { metadata: { labels: { 'app.kubernetes.io/name': 'boston-housing', 'app.kubernetes.io/component': 'scoring' } } } },
    });
  });

  test('never takes a pod away before its successor is ready', () => {
    expect(manifestOf('Deployment')).toHaveProperty('spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  });

  test('gives a terminating pod the time of one request beyond the wait for endpoints', () => {
    expect(manifestOf('Deployment', { endpoint: { timeoutSeconds: 120 } })).toHaveProperty(`${POD}.terminationGracePeriodSeconds`, 5 + 120 + 10);
  });

  test('waits for a rollout as long as fetching, loading and scheduling may take', () => {
    const deployment = manifestOf('Deployment', { artifact: { timeoutSeconds: 900 }, workers: { startupTimeoutSeconds: 60 } });
    expect(deployment).toHaveProperty('spec.progressDeadlineSeconds', 900 + 60 + 600);
  });

  test('lets the pods\' own annotations win over those of every object, and Plumbline\'s over both', () => {
    const annotations = { 'a': 'pod', 'plumbline/config-sha256': 'x' };
    expect(manifestOf('Deployment', { annotations: { a: 'all', b: 'all' }, pods: { annotations } })).toHaveProperty('spec.template.metadata.annotations', {
      'a': 'pod', 'b': 'all', 'plumbline/config-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('asks for the nodes that the model names, but always for Linux', () => {
    expect(manifestOf('Deployment', { pods: { nodeSelector: { 'tier': 'scoring', 'kubernetes.io/os': 'windows' } } }))
      .toHaveProperty(`${POD}.nodeSelector`, { 'tier': 'scoring', 'kubernetes.io/os': 'linux' });
  });

  test('puts up with the taints that the model names beside the GPU pool\'s', () => {
    const tolerations = [{ key: 'a', value: '', effect: 'NoSchedule' }, { key: 'b', value: 'c', effect: 'NoExecute' }] as const;
    expect(manifestOf('Deployment', { gpu: { count: 1, sku: 'gpu' }, pods: { tolerations } })).toHaveProperty(`${POD}.tolerations`, [
      { key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' },
      { key: 'a', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'b', operator: 'Equal', value: 'c', effect: 'NoExecute' },
    ]);
  });

  test('restarts pods when the configuration changes', () => {
    const before = manifestOf('Deployment');
    const after = manifestOf('Deployment', { endpoint: { timeoutSeconds: 31 } });
    const checksum = ['spec', 'template', 'metadata', 'annotations', 'plumbline/config-sha256'];
    expect(before).toHaveProperty(checksum, expect.stringMatching(/^[0-9a-f]{64}$/));
    expect(after).not.toHaveProperty(checksum, (before.spec as { template: Manifest }).template.metadata.annotations['plumbline/config-sha256']);
  });

  test('does not restart pods when only the scaling changes', () => {
    const template = (max: number) => (manifestOf('Deployment', { scaling: { max } }).spec as { template: unknown }).template;
    expect(template(10)).toEqual(template(20));
  });

  test('spreads pods over zones and nodes without waiting for either', () => {
    expect(manifestOf('Deployment')).toMatchObject({
      spec: {
        template: {
          spec: {
            topologySpreadConstraints: [
              { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' },
              { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' },
            ],
          },
        },
      },
    });
  });

  test('runs as one fixed user with the default seccomp profile', () => {
    expect(manifestOf('Deployment')).toHaveProperty(`${POD}.securityContext`, {
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsGroup: 10001,
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('mounts no token of the Kubernetes API', () => {
    expect(manifestOf('Deployment')).toHaveProperty(`${POD}.automountServiceAccountToken`, false);
  });

  test('marks pods for workload identity only where the model has one', () => {
    const label = ['spec', 'template', 'metadata', 'labels', 'azure.workload.identity/use'];
    expect(manifestOf('Deployment', { identity: { enabled: true } })).toHaveProperty(label, 'true');
    expect(manifestOf('Deployment', { identity: { enabled: false } })).not.toHaveProperty(label);
  });
});

describe('ScoringDeployment of a model with a GPU', () => {
  const deployment = manifestOf('Deployment', { gpu: { count: 2, sku: 'a100' } });

  test('tolerates the taint of the GPU pool', () => {
    expect(deployment).toHaveProperty(`${POD}.tolerations`, [{ key: 'sku', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }]);
  });

  test('runs on nodes of that pool only', () => {
    expect(deployment).toHaveProperty(`${POD}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, [
      { matchExpressions: [{ key: 'sku', operator: 'In', values: ['a100'] }] },
    ]);
  });

  test('limits the container to its GPUs', () => {
    expect(deployment).toHaveProperty([...POD.split('.'), 'containers', 0, 'resources', 'limits', 'nvidia.com/gpu'].map(String), 2);
  });

  test('is told from one without, which tolerates and asks for nothing', () => {
    const without = manifestOf('Deployment', { gpu: { count: 0 } });
    expect(without).not.toHaveProperty(`${POD}.tolerations`);
    expect(without).not.toHaveProperty(`${POD}.affinity`);
    expect(without).not.toHaveProperty([...POD.split('.'), 'containers', 0, 'resources', 'limits', 'nvidia.com/gpu'].map(String));
  });
});
