import type { ScoringValues } from '../../src/spec/values';
import { manifestOf } from '../helpers/manifests';
import type { DeepPartial } from '../helpers/scoring-values';

function container(overrides: DeepPartial<ScoringValues> = {}) {
  const { spec } = manifestOf('Deployment', overrides) as unknown as { spec: { template: { spec: { containers: object[] } } } };
  return spec.template.spec.containers[0] as { env: { name: string; value?: string }[]; volumeMounts: { name: string; mountPath: string }[] };
}

describe('gatewayContainer', () => {
  test('requests a core for every worker thread and the gateway share beside them', () => {
    expect(container({ workers: { cores: 4 }, gateway: { cpuMillicores: 250 } })).toHaveProperty('resources.requests.cpu', '4250m');
  });

  test('counts the memory of a worker once for each process, not for each core', () => {
    const workers = { cores: 8, threadsPerWorker: 2, memoryPerWorkerMiB: 500 };
    expect(container({ workers, gateway: { memoryMiB: 384 } })).toHaveProperty('resources.requests.memory', `${4 * 500 + 384}Mi`);
  });

  test('limits memory to what it requests, and CPU not at all', () => {
    const { resources } = container() as unknown as { resources: { requests: { memory: string }; limits: { memory: string; cpu?: string } } };
    expect(resources.limits).toEqual({ memory: resources.requests.memory });
  });

  test.each([
    'OMP_NUM_THREADS', 'OMP_THREAD_LIMIT', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'BLIS_NUM_THREADS', 'R_DATATABLE_NUM_THREADS',
    'R_RANGER_NUM_THREADS', 'RCPP_PARALLEL_NUM_THREADS',
  ])('sets %s to the threads of a worker', (name) => {
    expect(container({ workers: { threadsPerWorker: 2 } }).env).toContainEqual({ name, value: '2' });
  });

  test('waits for start-up as long as the spec allows', () => {
    expect(container({ workers: { startupTimeoutSeconds: 300 } })).toHaveProperty('startupProbe', {
      httpGet: { path: '/readyz', port: 'management' }, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60,
    });
  });

  test('probes liveness and readiness on the management port', () => {
    expect(container()).toMatchObject({
      livenessProbe: { httpGet: { path: '/livez', port: 'management' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'management' } },
    });
  });

  test('lets the kubelet wait before it ends a pod', () => {
    expect(container()).toHaveProperty('lifecycle.preStop', { sleep: { seconds: 5 } });
  });

  test('meets Pod Security restricted and has a read-only root', () => {
    expect(container()).toHaveProperty('securityContext', {
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true,
    });
  });

  test('names the image by tag and digest where both are known', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(container({ image: { registry: 'r.azurecr.io', repository: 'churn', tag: '1.0.0', digest } })).toHaveProperty('image', `r.azurecr.io/churn:1.0.0@${digest}`);
  });

  test('names the image by digest alone where there is no tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(container({ image: { registry: 'r.azurecr.io', repository: 'churn', tag: '', digest } })).toHaveProperty('image', `r.azurecr.io/churn@${digest}`);
  });

  test('takes plain variables as they are, and secret ones by reference', () => {
    const none = { value: '', secretName: '', secretKey: '', keyVaultSecret: '' };
    const { env } = container({
      variables: [
        { ...none, name: 'REGION', source: 'value', value: 'eu' },
        { ...none, name: 'DB_PASSWORD', source: 'secret', secretName: 'db', secretKey: 'password' },
        { ...none, name: 'API_TOKEN', source: 'key-vault', keyVaultSecret: 'churn-token' },
      ],
    });
    expect(env.slice(-3)).toEqual([
      { name: 'REGION', value: 'eu' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 'boston-housing-env', key: 'API_TOKEN' } } },
    ]);
  });

  test('mounts the fetched model only where there is one, read-only', () => {
    const mount = { name: 'model', mountPath: '/var/lib/plumbline', readOnly: true };
    expect(container({ artifact: { source: 'blob' } }).volumeMounts).toContainEqual(mount);
    expect(container({ artifact: { source: 'none' } }).volumeMounts).not.toContainEqual(mount);
  });

  test('keeps vault and Secret apart where both are used', () => {
    const { volumeMounts } = container({
      secrets: { source: 'secret', secretName: 'churn-auth' },
      variables: [{ name: 'T', source: 'key-vault', value: '', secretName: '', secretKey: '', keyVaultSecret: 't' }],
    });
    const paths = volumeMounts.map((mount) => mount.mountPath);
    expect(paths).toHaveLength(new Set(paths).size);
    expect(paths).toEqual(expect.arrayContaining(['/etc/plumbline-secrets', '/mnt/key-vault']));
  });
});
