import { kindsOf, manifestOf, manifestsOf } from '../helpers/manifests';

describe('ScoringService', () => {
  test('makes these objects of the sample, in this order', () => {
    expect(kindsOf()).toEqual([
      'Namespace', 'ServiceAccount', 'SecretProviderClass', 'ConfigMap', 'Deployment', 'Service', 'HorizontalPodAutoscaler',
      'PodDisruptionBudget', 'NetworkPolicy', 'NetworkPolicy', 'Ingress', 'PodMonitor',
    ]);
  });

  test('says on every object which specs it came from', () => {
    const sources = manifestsOf().map(({ metadata }) => metadata.annotations['plumbline/source']);
    expect(new Set(sources)).toEqual(new Set(['models/boston-housing.yaml, environments/dev.yaml']));
  });

  test('puts the labels of the spec on every object, below its own', () => {
    const labels = { 'cost-center': '42', 'app.kubernetes.io/name': 'stolen' };
    for (const { metadata } of manifestsOf({ labels })) {
      expect(metadata.labels).toMatchObject({ 'cost-center': '42', 'app.kubernetes.io/name': 'boston-housing' });
    }
  });

  test('puts the annotations of the spec on every object', () => {
    for (const { metadata } of manifestsOf({ annotations: { 'contoso.com/runbook': 'x' } })) {
      expect(metadata.annotations['contoso.com/runbook']).toBe('x');
    }
  });

  test('puts every object into the namespace of the model', () => {
    const elsewhere = manifestsOf().filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'boston-housing');
    expect(elsewhere).toEqual([]);
  });

  test('writes no null anywhere', () => {
    expect(JSON.stringify(manifestsOf().map(({ data: _, ...object }) => object))).not.toContain('null');
  });
});

describe('ModelNamespace', () => {
  test.each(['enforce', 'audit', 'warn'])('has Pod Security restricted as its %s level, in the version of the cluster', (level) => {
    const { labels } = manifestOf('Namespace', { environment: { kubernetesVersion: '1.36' } }).metadata;
    expect(labels[`pod-security.kubernetes.io/${level}`]).toBe('restricted');
    expect(labels[`pod-security.kubernetes.io/${level}-version`]).toBe('v1.36');
  });
});

describe('ModelServiceAccount', () => {
  test('names the identity of the model', () => {
    const { annotations } = manifestOf('ServiceAccount', { identity: { enabled: true, clientId: 'c', tenantId: 't' } }).metadata;
    expect(annotations).toMatchObject({ 'azure.workload.identity/client-id': 'c', 'azure.workload.identity/tenant-id': 't' });
  });

  test('names none for a model without', () => {
    const { annotations } = manifestOf('ServiceAccount', { identity: { enabled: false, clientId: 'c' } }).metadata;
    expect(annotations).not.toHaveProperty(['azure.workload.identity/client-id']);
  });

  test('is open to what Flux fills in, unlike the rest', () => {
    const closed = (kind: string) => manifestOf(kind).metadata.annotations['kustomize.toolkit.fluxcd.io/substitute'];
    expect(closed('ServiceAccount')).toBeUndefined();
    expect(closed('Deployment')).toBe('disabled');
  });
});

describe('ModelService', () => {
  test('offers the scoring port and not the management port', () => {
    expect(manifestOf('Service')).toHaveProperty('spec.ports', [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', appProtocol: 'http' }]);
  });
});

describe('ScoringAutoscaler', () => {
  test('keeps the number of pods between the bounds of the spec', () => {
    expect(manifestOf('HorizontalPodAutoscaler', { scaling: { min: 3, max: 12, cpuUtilization: 60 } })).toMatchObject({
      spec: {
        minReplicas: 3,
        maxReplicas: 12,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'boston-housing' },
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
      },
    });
  });
});

describe('DisruptionBudget', () => {
  test('lets a drain take one pod, even the only one', () => {
    const { spec } = manifestOf('PodDisruptionBudget', { scaling: { min: 1 } }) as unknown as { spec: object };
    expect(spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    expect(spec).not.toHaveProperty('minAvailable');
  });
});

describe('RuntimeConfig', () => {
  const config = (overrides = {}) =>
    JSON.parse((manifestOf('ConfigMap', overrides) as unknown as { data: Record<string, string> }).data['config.json']) as Record<string, unknown>;

  test('starts a worker for every group of threads', () => {
    expect(config({ workers: { cores: 8, threadsPerWorker: 2 } })).toHaveProperty('workers.count', 4);
  });

  test('looks for the model where the init container puts it', () => {
    expect(config({ artifact: { source: 'blob' } })).toHaveProperty('model.path', '/var/lib/plumbline/model');
    expect(config({ artifact: { source: 'none' } })).toHaveProperty('model.path', '/opt/plumbline/model');
  });

  test('holds the whole contract of the model', () => {
    const column = { name: 'rad', type: 'factor', nullable: true, levels: ['1', '2'], minimum: null, maximum: null, description: '' };
    expect(config({ inputs: [column] })).toHaveProperty('contract.inputs', [column]);
  });

  test('drains for as long as one request may take after the kubelet has waited', () => {
    expect(config({ endpoint: { timeoutSeconds: 60 } })).toHaveProperty('http.drainSeconds', 65);
  });
});

describe('ModelSecrets', () => {
  const token = { name: 'API_TOKEN', source: 'key-vault', value: '', secretName: '', secretKey: '', keyVaultSecret: 'churn-token' } as const;

  test('lists the files of the gateway for the driver', () => {
    expect(manifestOf('SecretProviderClass')).toHaveProperty('spec.parameters.objects', expect.stringContaining(
      '  - |\n    objectName: boston-housing-users\n    objectType: secret\n    objectAlias: users.json\n',
    ));
  });

  test('keeps a Secret for the variables that come from the vault', () => {
    expect(manifestOf('SecretProviderClass', { variables: [token] })).toHaveProperty('spec.secretObjects', [
      { secretName: 'boston-housing-env', type: 'Opaque', data: [{ objectName: 'API_TOKEN', key: 'API_TOKEN' }] },
    ]);
  });

  test('keeps none without such variables', () => {
    expect(manifestOf('SecretProviderClass')).not.toHaveProperty('spec.secretObjects');
  });

  test('is left out where nothing comes from a vault', () => {
    expect(kindsOf({ secrets: { source: 'none', files: [] } })).not.toContain('SecretProviderClass');
  });
});

describe('MetricsScrape', () => {
  test.each([['azure', 'azmonitoring.coreos.com/v1'], ['operator', 'monitoring.coreos.com/v1']] as const)('is read by %s under its own group', (prometheus, apiVersion) => {
    expect(manifestOf('PodMonitor', { monitoring: { prometheus } }).apiVersion).toBe(apiVersion);
  });

  test('is left out where nobody reads it', () => {
    expect(kindsOf({ monitoring: { prometheus: 'none' } })).not.toContain('PodMonitor');
  });
});
