import type { Component } from './component';
import { health } from './health';

/** The store of the API server. Keeps nothing over a crash of the machine, which is what makes it fast. */
export const ETCD: Component = {
  name: 'etcd',
  after: [],
  arguments: ({ directory, ports }) => [
    '--name=plumbline',
    `--data-dir=${directory.data('etcd')}`,
    `--listen-client-urls=http://127.0.0.1:${ports.etcdClient}`,
    `--advertise-client-urls=http://127.0.0.1:${ports.etcdClient}`,
    `--listen-peer-urls=http://127.0.0.1:${ports.etcdPeer}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${ports.etcdPeer}`,
    `--initial-cluster=plumbline=http://127.0.0.1:${ports.etcdPeer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ],
  readiness: ({ ports }) => health(ports.etcdClient, '/health'),
};
