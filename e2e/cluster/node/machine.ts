import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createCgroup, removeCgroup } from './cgroups';
import { restoreSettings, raiseSettings, type Settings } from './kernel-settings';
import { identify, isAlive, type ProcessIdentity } from '../process-identity';
import { stop, tail } from '../processes';
import type { RunDirectory } from '../run-directory';

const run = promisify(execFile);
const SETUP_SECONDS = 15;
const SUBNETS = 100;
/** Of the node, as a Standard_D8s_v5 has; see machine.sh. */
const MAX_CORES = 8;

/** Folders that the machine has for itself, empty at first, so that nothing it writes there is left behind. */
const OWN_FOLDERS = ['/run', '/var/lib', '/var/log'] as const;

/** Addresses of one machine. The host's end is the only thing of it outside, and goes with it. */
export interface Addresses {
  /** Network interface of the host's end. */
  readonly link: string;
  /** Of the host, where the API server listens. */
  readonly host: string;
  /** Of the node: kubelet, DNS, ingress, registry. */
  readonly node: string;
  /** Of what is outside of a real cluster: Entra ID and the certification authority. */
  readonly outside: string;
  /** Of Blob storage. */
  readonly storage: string;
}

/** What has to be known to remove a machine. */
export interface MachineState {
  readonly addresses: Addresses;
  readonly cgroup: string;
  /** What the kernel's settings were before. */
  readonly settings: Settings;
  /** The process that holds the namespaces; with it ends every process in them, with these every mount, interface and rule of a firewall. */
  readonly holder?: ProcessIdentity;
}

/**
 * The machine that the node is: a part of this one with namespaces of its own for processes, mounts and the network, as kind's nodes are containers.
 * All that containerd, kubelet, kube-proxy and CNI plug-ins do to a machine they do to it.
 */
export class Machine {
  /**
   * Makes a machine.
   * @param record called before and after whatever has to be undone
   * @throws Error with what the system said
   */
  static async create(directory: RunDirectory, record: (state: MachineState) => void): Promise<Machine> {
    refuseOwnFolders(directory);
    const addresses = freeAddresses();
    const cgroup = `plumbline-${addresses.link}`;
    let state: MachineState = { addresses, cgroup, settings: {} };
    const note = (changes: Partial<MachineState>) => {
      state = { ...state, ...changes };
      record(state);
    };
    note({});
    raiseSettings((settings) => note({ settings }));
    createCgroup(cgroup);
    const holder = await startHolder(directory, addresses, (identity) => note({ holder: identity }));
    const machine = new Machine(state, holder);
    await machine.connect();
    return machine;
  }

  static of(state: MachineState): Machine {
    const first = state.holder && firstProcess(state.holder.pid);
    if (first === undefined) { throw new Error('the machine of the node is not there'); }
    return new Machine(state, first);
  }

  private constructor(readonly state: MachineState, private readonly first: number) {}

  get addresses(): Addresses { return this.state.addresses; }

  /** Command that runs a program on the machine. */
  enter(...command: readonly string[]): string[] {
    return ['nsenter', `--target=${this.first}`, '--net', '--mount', '--pid', '--', ...command];
  }

  /** Runs a program on the machine and answers what it prints. */
  async run(...command: readonly string[]): Promise<string> {
    const [program, ...args] = this.enter(...command);
    const { stdout } = await run(program, args, { maxBuffer: 2 ** 26 });
    return stdout;
  }

  /** A path of the machine, as this one sees it. */
  path(path: string): string {
    return join(`/proc/${this.first}/root`, path);
  }

  private async connect(): Promise<void> {
    const { link, host, node, outside, storage } = this.addresses;
    await run('ip', ['link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', `${this.first}`]);
    await run('ip', ['address', 'add', `${host}/24`, 'dev', link]);
    await run('ip', ['link', 'set', link, 'up']);
    await this.run('sh', '-euc', [
      'ip link set lo up',
      ...[node, outside, storage].map((address) => `ip address add ${address}/24 dev eth0`),
      'ip link set eth0 up',
      `ip route add default via ${host}`,
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
      'if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables; fi',
    ].join('\n'));
  }
}

/** Removes a machine with all that runs on it, also one that was not finished. */
export async function removeMachine({ addresses, holder, cgroup, settings }: MachineState): Promise<void> {
  // The holder ignores a request to end, and there is nothing on the machine that would have to end in good order.
  if (holder !== undefined) { await stop([holder], ['SIGKILL']); }
  // The kernel takes namespaces apart after their last process; a new machine would find its addresses taken.
  for (let tries = 0; interfaceAddresses().includes(addresses.host) && tries < 100; tries += 1) { await sleep(100); }
  await removeCgroup(cgroup);
  restoreSettings(settings);
}

export function isThere({ holder }: MachineState): boolean {
  return holder !== undefined && isAlive(holder);
}

/** Starts the process that holds the namespaces, and answers the number of the first process in them. */
async function startHolder(directory: RunDirectory, { node }: Addresses, record: (holder: ProcessIdentity) => void): Promise<number> {
  const log = directory.log('machine');
  const resolver = directory.config('resolv.conf');
  writeFileSync(resolver, `nameserver ${node}\n`);
  for (const folder of ['containerd', 'kubelet']) { directory.data(folder); }
  const marker = directory.config('machine-is-ready');
  const output = openSync(log, 'a', 0o600);
  const child = spawn('unshare', [
    '--net', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child=SIGKILL', 'sh', '-eu', resolve(__dirname, 'machine.sh'), directory.data('.'), resolver, marker, ...cores(),
  ], { detached: true, stdio: ['ignore', output, output], env: { PATH: process.env.PATH ?? '' } });
  closeSync(output);
  await new Promise((done, failed) => { child.once('spawn', done).once('error', failed); });
  child.unref();
  const holder = identify(child.pid!);
  if (holder === undefined) { throw new Error(`no namespaces can be made on this machine:\n${tail(log)}`); }
  record(holder);
  const deadline = Date.now() + SETUP_SECONDS * 1000;
  while (!existsSync(marker)) {
    if (!isAlive(holder) || Date.now() > deadline) { throw new Error(`the machine for the node was not made:\n${tail(log)}`); }
    await sleep(50);
  }
  return firstProcess(holder.pid)!;
}

function firstProcess(holder: number): number | undefined {
  try {
    const child = readFileSync(`/proc/${holder}/task/${holder}/children`, 'utf8').trim().split(' ')[0];
    return child === '' ? undefined : Number(child);
  } catch {
    return undefined;
  }
}

/** Numbers of the cores that this process may run on, as many as the node has at most. */
function cores(): string[] {
  const [, list] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
  const allowed = list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}`);
  });
  return allowed.slice(0, MAX_CORES);
}

function freeAddresses(): Addresses {
  const taken = interfaceAddresses();
  for (let index = 0; index < SUBNETS; index += 1) {
    const prefix = `10.99.${index}.`;
    if (taken.some((address) => address.startsWith(prefix))) { continue; }
    return { link: `plumbline${index}`, host: `${prefix}1`, node: `${prefix}2`, outside: `${prefix}3`, storage: `${prefix}4` };
  }
  throw new Error('all networks from 10.99.0.0/24 to 10.99.99.0/24 are taken on this machine');
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).map(({ address }) => address);
}

function refuseOwnFolders({ path }: RunDirectory): void {
  mkdirSync(path, { recursive: true });
  const hidden = OWN_FOLDERS.find((folder) => path === folder || path.startsWith(`${folder}/`));
  if (hidden !== undefined) { throw new Error(`a cluster with containers cannot keep its state in ${path}: the node has a ${hidden} of its own; name another folder with PLUMBLINE_CLUSTER_DIRECTORY`); }
}
