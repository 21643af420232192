import type { KubernetesObject } from './api';

/** What to ask the API for: a model's objects are called like it, and are in a namespace that is. */
export function deployment(model: string): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: model, namespace: model } };
}

export function service(model: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: model, namespace: model } };
}

export function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
