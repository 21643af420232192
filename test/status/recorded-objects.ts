import type { RecordedObject } from '../helpers/recorded-cluster';

/** Objects of the model `churn` of test/helpers/repository.ts in dev, in the shapes that a cluster of Kubernetes 1.35 with Flux 2.9 and cert-manager gave them. */
export const IMAGE = 'contososcoring.azurecr.io/r-scoring/churn:1.0.0';
export const SINCE = '2026-03-01T10:00:00Z';

const labels = {
  'app.kubernetes.io/name': 'churn',
  'app.kubernetes.io/component': 'scoring',
  'app.kubernetes.io/managed-by': 'plumbline',
  'app.kubernetes.io/part-of': 'pricing',
  'app.kubernetes.io/version': '1.0.0',
  'plumbline/environment': 'dev',
  'plumbline/team': 'pricing',
};

const CONTAINERS = [{ name: 'gateway', image: IMAGE, resources: { requests: { cpu: '2250m', memory: '1456Mi' }, limits: { memory: '1456Mi' } } }];

export function variables(environment = 'dev'): RecordedObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'plumbline-variables', namespace: 'flux-system' }, data: { environment } };
}

export function kustomization(status: object = applied(), spec: object = {}): RecordedObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'model-churn', namespace: 'flux-system' },
    spec: { sourceRef: { kind: 'GitRepository', name: 'plumbline' }, ...spec },
    status,
  };
}

export function helmRelease(status: object = {}, spec: object = {}): RecordedObject {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'model-churn', namespace: 'flux-system', labels: { 'app.kubernetes.io/managed-by': 'plumbline', 'plumbline/environment': 'dev' } },
    spec,
    status: {
      history: [{ name: 'churn', version: 1, chartVersion: '1.0.0-c5c0985d8dbb', status: 'deployed' }],
      conditions: [{ type: 'Ready', status: 'True', reason: 'InstallSucceeded', message: 'Helm install succeeded for release churn/churn.v1' }],
      ...status,
    },
  };
}

/** As Helm leaves what it applies. */
export function ofHelm(object: RecordedObject): RecordedObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm' } } };
}

export function applied(): object {
  return {
    lastAppliedRevision: 'main@sha1:8f3a0c1d5e7b9f3a0c1d5e7b9f3a0c1d5e7b9f3a',
    conditions: [{ type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'Applied revision: main@sha1:8f3a0c1d5e7b' }],
  };
}

export function failedToApply(reason: string, message: string): object {
  return { ...applied(), conditions: [{ type: 'Ready', status: 'False', reason, message }] };
}

/** @param ready pods of the two that it wants */
export function deployment(ready: number, { version = '1.0.0', image = IMAGE, conditions = [] as object[] } = {}): RecordedObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'churn', namespace: 'churn', generation: 1, labels: { ...labels, 'app.kubernetes.io/version': version } },
    spec: { replicas: 2, template: { spec: { containers: [{ ...CONTAINERS[0], image }] } } },
    status: { observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: ready, conditions },
  };
}

export function replicaSet({ revision = '1', annotations = {} } = {}): RecordedObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `churn-${revision}`,
      namespace: 'churn',
      uid: `set-${revision}`,
      labels,
      creationTimestamp: SINCE,
      annotations: { 'deployment.kubernetes.io/revision': revision, ...annotations },
    },
    status: {},
  };
}

/** @param status what differs from a pod that serves */
export function pod(name: string, status: object = {}, { revision = '1', version = '1.0.0', image = IMAGE, initContainers = [] as object[] } = {}): RecordedObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'churn',
      labels: { ...labels, 'app.kubernetes.io/version': version },
      creationTimestamp: SINCE,
      ownerReferences: [{ kind: 'ReplicaSet', name: `churn-${revision}`, uid: `set-${revision}` }],
    },
    spec: { containers: [{ ...CONTAINERS[0], image }], initContainers },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ name: 'gateway', image, ready: true, state: { running: {} } }], ...status },
  };
}

/** The status of a pod whose container is in this state. */
export function container(state: object, more: object = {}, { init = false, name = 'gateway' } = {}): object {
  const statuses = [{ name, image: IMAGE, ready: false, restartCount: 0, state, ...more }];
  return {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True' }, { type: 'Ready', status: 'False' }],
    ...init ? { initContainerStatuses: statuses, containerStatuses: [] } : { containerStatuses: statuses },
  };
}

export function event(podName: string, reason: string, message: string): RecordedObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${podName}.${reason}`, namespace: 'churn' },
    involvedObject: { kind: 'Pod', name: podName },
    reason,
    message,
    type: 'Warning',
    lastTimestamp: '2026-03-01T10:05:00Z',
  };
}

export function hostCertificate(status: object, namespace: string): RecordedObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'scoring-hosts', namespace, labels: { 'app.kubernetes.io/managed-by': 'plumbline', 'plumbline/environment': 'dev' } },
    spec: { dnsNames: ['dev.models.contoso.com'], secretName: 'dev-models-contoso-com-tls' },
    status,
  };
}

/** A model that is as Git says. */
export function healthy(): RecordedObject[] {
  return [variables(), kustomization(), deployment(2), replicaSet(), pod('churn-1-a'), pod('churn-1-b')];
}

/** The same with pods in other states. */
export function unready(...pods: readonly RecordedObject[]): RecordedObject[] {
  return [variables(), kustomization(), deployment(2 - pods.length), replicaSet(), ...pods];
}
