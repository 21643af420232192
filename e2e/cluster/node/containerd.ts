import { mkdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { REGISTRY_PORT } from './registry';
import { machineOf, READY, type Component } from '../component';
import type { RunDirectory } from '../run-directory';

export const CONTAINERD_SOCKET = '/run/containerd/containerd.sock';
/** What holds the namespaces of a pod; see images.ts. */
export const PAUSE_IMAGE = 'localhost/pause:1';

/** Debian's containerd. The folders are the machine's own, see machine.ts. */
export const CONTAINERD: Component = {
  name: 'containerd',
  after: [],
  on: 'node',
  command: ['containerd'],
  configure(surroundings) {
    const { directory } = surroundings;
    writeFileSync(directory.config('containerd.toml'), settings(directory));
    mirrorEveryRegistry(directory, machineOf(surroundings).addresses.node);
    return Promise.resolve();
  },
  arguments: ({ directory }) => [`--config=${directory.config('containerd.toml')}`],
  readiness: (surroundings) => connects(machineOf(surroundings).path(CONTAINERD_SOCKET)),
};

/** Folder of the configuration of pods' network. */
export function networkFolder(directory: RunDirectory): string {
  return directory.config('cni');
}

function settings(directory: RunDirectory): string {
  return `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
oom_score = 0
# These would write outside of the machine's own folders, or look for what it has not.
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]

[grpc]
  address = "${CONTAINERD_SOCKET}"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  # Without CAP_SYS_RESOURCE, as in most sandboxes, no score can be lowered, and without it no pod would start.
  restrict_oom_score_adj = true
  tolerate_missing_hugetlb_controller = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${networkFolder(directory)}"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${directory.config('registries')}"
`;
}

/** Whatever registry an image names, the cluster's own answers for it (containerd's hosts.toml, docs/hosts.md upstream). */
function mirrorEveryRegistry(directory: RunDirectory, node: string): void {
  const folder = join(directory.config('registries'), '_default');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'hosts.toml'), `server = "http://${node}:${REGISTRY_PORT}"\n\n[host."http://${node}:${REGISTRY_PORT}"]\n  capabilities = ["pull", "resolve"]\n`);
}

function connects(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(READY);
    });
    socket.once('error', (error) => resolve(error.message));
  });
}
