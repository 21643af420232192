import { createServer } from 'node:net';

/** Every port of the cluster, as a distance from its base. All are bound on 127.0.0.1 alone. */
const OFFSETS = {
  etcdClient: 0,
  etcdPeer: 1,
  apiServer: 2,
  controllerManager: 3,
  scheduler: 4,
  kwok: 5,
  git: 6,
  ociRegistry: 7,
  sourceController: 10,
  sourceControllerMetrics: 11,
  sourceControllerHealth: 12,
  kustomizeControllerMetrics: 13,
  kustomizeControllerHealth: 14,
  helmControllerMetrics: 15,
  helmControllerHealth: 16,
  imageReflectorMetrics: 17,
  imageReflectorHealth: 18,
  imageAutomationMetrics: 19,
  imageAutomationHealth: 20,
} as const;

export type PortName = keyof typeof OFFSETS;
export type Ports = Readonly<Record<PortName, number>>;

/** Below the ports that Linux (32768) and macOS (49152) hand out for outgoing connections, so that none of ours is taken in passing. */
const FIRST_BASE = 21_400;
const STEP = 100;
const ATTEMPTS = 20;

/**
 * Ports that are free on 127.0.0.1: the first block of the table in which none is taken, so that two clusters run side by side.
 * @throws Error that names the taken port, where PLUMBLINE_CLUSTER_PORTS fixes the base or no block is free
 */
export async function freePorts(): Promise<Ports> {
  const fixed = process.env.PLUMBLINE_CLUSTER_PORTS;
  if (fixed && !/^[1-9]\d{3,4}$/.test(fixed)) { throw new Error(`PLUMBLINE_CLUSTER_PORTS is "${fixed}"; it has to be the first port of a free block, such as 21400`); }
  const bases = fixed ? [Number(fixed)] : Array.from({ length: ATTEMPTS }, (_, attempt) => FIRST_BASE + attempt * STEP);
  let taken = '';
  for (const base of bases) {
    const ports = Object.fromEntries(Object.entries(OFFSETS).map(([name, offset]) => [name, base + offset])) as Ports;
    const first = await firstTaken(ports);
    if (first === undefined) { return ports; }
    taken ||= `port ${ports[first]} (${first}) is taken on 127.0.0.1`;
  }
  throw new Error(`${taken}; name the first port of a free block with PLUMBLINE_CLUSTER_PORTS`);
}

async function firstTaken(ports: Ports): Promise<PortName | undefined> {
  for (const name of Object.keys(ports) as PortName[]) {
    if (!await isFree(ports[name])) { return name; }
  }
  return undefined;
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
