import type { Component } from './component';
import { health } from './health';

/** Kubernetes' own controllers: deployments, autoscalers, disruption budgets, garbage, namespaces. */
export const KUBE_CONTROLLER_MANAGER: Component = {
  name: 'kube-controller-manager',
  after: ['kube-apiserver'],
  arguments: ({ ports, credentials }) => [
    `--kubeconfig=${credentials.kubeconfigs.controllerManager}`,
    `--authentication-kubeconfig=${credentials.kubeconfigs.controllerManager}`,
    `--authorization-kubeconfig=${credentials.kubeconfigs.controllerManager}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.controllerManager}`,
    `--tls-cert-file=${credentials.loopback.certificate}`,
    `--tls-private-key-file=${credentials.loopback.key}`,
    '--leader-elect=false',
    // Its default of 20 calls a second makes the deletion of a namespace, which asks for every kind, take seconds.
    '--kube-api-qps=300',
    '--kube-api-burst=600',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${credentials.signingKey}`,
    `--root-ca-file=${credentials.authority.certificate}`,
    `--cluster-signing-cert-file=${credentials.authority.certificate}`,
    `--cluster-signing-key-file=${credentials.authority.key}`,
  ],
  readiness: ({ ports, credentials }) => health(ports.controllerManager, '/healthz', { credentials }),
};
