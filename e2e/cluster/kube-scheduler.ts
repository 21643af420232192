import type { Component } from './component';
import { health } from './health';

export const KUBE_SCHEDULER: Component = {
  name: 'kube-scheduler',
  after: ['kube-apiserver'],
  arguments: ({ ports, credentials }) => [
    `--kubeconfig=${credentials.kubeconfigs.scheduler}`,
    `--authentication-kubeconfig=${credentials.kubeconfigs.scheduler}`,
    `--authorization-kubeconfig=${credentials.kubeconfigs.scheduler}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.scheduler}`,
    `--tls-cert-file=${credentials.loopback.certificate}`,
    `--tls-private-key-file=${credentials.loopback.key}`,
    '--leader-elect=false',
  ],
  readiness: ({ ports, credentials }) => health(ports.scheduler, '/readyz', { credentials }),
};
