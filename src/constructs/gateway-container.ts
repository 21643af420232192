import type { k8s } from 'cdk8s-plus-27';
import { concat, divide, each, equal, greater, not, type Reference, when } from '../expression';
import { imageReference } from './image-reference';
import { hasArtifact, MODEL_VOLUME } from './model-fetcher';
import { hasKeyVaultVolume, hasSecretVolume, KEY_VAULT_VOLUME, keyVaultPath, SECRETS_VOLUME, synchronisedSecretName } from './model-secrets';
import { cpuRequest, memoryRequest } from './pod-size';
import { RUNTIME } from './runtime-contract';
import { restrictedContainer } from './security-context';
import type { Templated } from './templated';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

/** Every numeric library that counts the node's cores by itself, and would start that many threads in each worker. */
const THREAD_VARIABLES = [
  'BLIS_NUM_THREADS', 'MKL_NUM_THREADS', 'OMP_NUM_THREADS', 'OMP_THREAD_LIMIT', 'OPENBLAS_NUM_THREADS', 'R_DATATABLE_NUM_THREADS',
  'R_RANGER_NUM_THREADS', 'RCPP_PARALLEL_NUM_THREADS',
];

const PROBE_PERIOD_SECONDS = 5;

/** The one container of a pod: the gateway, and the R workers it supervises. */
export function gatewayContainer(values: Values): Templated<k8s.Container> {
  return {
    name: 'gateway',
    image: imageReference(values),
    imagePullPolicy: 'IfNotPresent',
    ports: [
      { name: 'http', containerPort: RUNTIME.httpPort, protocol: 'TCP' },
      { name: 'management', containerPort: RUNTIME.managementPort, protocol: 'TCP' },
    ],
    env: [
      { name: 'PLUMBLINE_CONFIG', value: `${RUNTIME.configPath}/config.json` },
      ...THREAD_VARIABLES.map((name) => ({ name, value: concat(values.workers.threadsPerWorker) })),
      ...variables(values),
    ],
    resources: resources(values),
    ...probes(values),
    lifecycle: preStop(),
    securityContext: restrictedContainer(),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'config', mountPath: RUNTIME.configPath, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      when(hasArtifact(values), { name: MODEL_VOLUME, mountPath: '/var/lib/plumbline', readOnly: true }),
      when(hasSecretVolume(values), { name: SECRETS_VOLUME, mountPath: RUNTIME.secretsPath, readOnly: true }),
      when(hasKeyVaultVolume(values), { name: KEY_VAULT_VOLUME, mountPath: keyVaultPath(values), readOnly: true }),
    ],
  };
}

function variables(values: Values): Templated<k8s.EnvVar>[] {
  return each(values.variables, (variable) => ({
    name: variable.name,
    value: when(equal(variable.source, 'value'), variable.value),
    valueFrom: when(not(equal(variable.source, 'value')), {
      secretKeyRef: {
        name: when(equal(variable.source, 'secret'), variable.secretName, synchronisedSecretName(values)),
        key: when(equal(variable.source, 'secret'), variable.secretKey, variable.name),
      },
    }),
  }));
}

/**
 * No CPU limit: a quota would throttle the gateway in the middle of a request, while the request already guarantees every worker its core.
 * Memory limit = request, so that the node never has to choose whom to kill. GPUs are limits only; requests follow
 * (https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/).
 */
function resources(values: Values): Templated<k8s.ResourceRequirements> {
  return {
    requests: { cpu: cpuRequest(values), memory: memoryRequest(values) },
    limits: {
      'memory': memoryRequest(values),
      'nvidia.com/gpu': when(greater(values.gpu.count, 0), values.gpu.count),
    },
  };
}

/** Probes ask the gateway's own port and never wait for R: a long prediction is no reason to restart a pod. */
function probes(values: Values): Pick<Templated<k8s.Container>, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  return {
    startupProbe: {
      httpGet: { path: '/readyz', port: 'management' },
      periodSeconds: PROBE_PERIOD_SECONDS,
      timeoutSeconds: 3,
      failureThreshold: divide(values.workers.startupTimeoutSeconds, PROBE_PERIOD_SECONDS),
    },
    readinessProbe: { httpGet: { path: '/readyz', port: 'management' }, periodSeconds: PROBE_PERIOD_SECONDS, timeoutSeconds: 3, failureThreshold: 2 },
    livenessProbe: { httpGet: { path: '/livez', port: 'management' }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

/** The kubelet waits, so the image needs no shell for it; stable since Kubernetes 1.34, which the generated types do not know. */
function preStop(): Templated<k8s.Lifecycle> {
  const sleep = { sleep: { seconds: RUNTIME.preStopSeconds } };
  return { preStop: sleep as Templated<k8s.LifecycleHandler> };
}
