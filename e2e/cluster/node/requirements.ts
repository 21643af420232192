import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's packages for a node, by a file that each brings. */
const PACKAGES: Readonly<Record<string, string>> = {
  'containerd': 'containerd',
  'runc': 'runc',
  '/usr/lib/cni/bridge': 'containernetworking-plugins',
  'iptables': 'iptables',
  'conntrack': 'conntrack',
  'catatonit': 'catatonit',
  'ip': 'iproute2',
  'nsenter': 'util-linux',
};

/** Thrown where a node with containers cannot run. */
export class NodeImpossible extends Error {}

/**
 * Sees to it that a node can run here: installs Debian's packages where it may.
 * @throws NodeImpossible with what is missing and how to get it
 */
export function requireNode(say: (line: string) => void): void {
  const advice = 'it runs on Linux as root; without containers: "npx projen cluster up"';
  if (process.platform !== 'linux') { throw new NodeImpossible(`a cluster with containers needs Linux, and this is ${process.platform}; ${advice}`); }
  if (process.getuid?.() !== 0) { throw new NodeImpossible(`a cluster with containers makes namespaces and cgroups and needs root; ${advice}`); }
  installPackages(PACKAGES, say);
}

/** Installs packages with apt where this is Debian or one of its kind. @throws NodeImpossible */
export function installPackages(packages: Readonly<Record<string, string>>, say: (line: string) => void): void {
  const missing = missingOf(packages);
  if (missing.length === 0) { return; }
  const instruction = `install ${missing.join(' ')} (Debian, Ubuntu: apt-get install)`;
  if (!existsSync('/etc/debian_version')) { throw new NodeImpossible(`the node lacks programs; ${instruction}`); }
  say(`installing ${missing.join(' ')} with apt`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', ...missing]]) {
    const { status, stderr } = spawnSync('apt-get', args, { env: environment, encoding: 'utf8' });
    if (status !== 0) { throw new NodeImpossible(`apt-get ${args.join(' ')} failed: ${stderr.trim()}\n${instruction}`); }
  }
  const still = missingOf(packages);
  if (still.length > 0) { throw new NodeImpossible(`${still.join(', ')} did not bring what was expected of it; ${instruction}`); }
}

function missingOf(packages: Readonly<Record<string, string>>): string[] {
  return Object.entries(packages).filter(([file]) => !isThere(file)).map(([, name]) => name);
}

function isThere(file: string): boolean {
  if (file.startsWith('/')) { return existsSync(file); }
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) => existsSync(join(folder, file)));
}
