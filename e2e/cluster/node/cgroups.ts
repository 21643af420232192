import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = '/sys/fs/cgroup';
/** Of cgroup v2; what a machine does not have is not asked for. */
const CONTROLLERS = ['cpu', 'cpuset', 'memory', 'pids', 'io', 'hugetlb'];
const TRIES = 50;
/** Share of the cores in a contest: what eight of them have, and not what one process has (v1; as a weight of v2, kubelet's own conversion). */
const SHARE = { file: 'cpu.shares', value: '8192' } as const;
const WEIGHT = { file: 'cpu.weight', value: '313' } as const;

/** Makes the control group that the node's pods are put under, in every hierarchy there is. */
export function createCgroup(name: string): void {
  for (const hierarchy of hierarchies()) {
    const folder = join(hierarchy, name);
    mkdirSync(folder, { recursive: true });
    // cgroup v1: a group without cores or memory nodes takes no process.
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if (existsSync(join(folder, file)) && !existsSync(join(hierarchy, 'cgroup.controllers'))) {
        writeFileSync(join(folder, file), readFileSync(join(hierarchy, file)));
      }
    }
    if (existsSync(join(hierarchy, 'cgroup.controllers'))) { delegate(hierarchy); }
    for (const { file, value } of [SHARE, WEIGHT]) {
      if (existsSync(join(folder, file))) { writeFileSync(join(folder, file), value); }
    }
  }
}

/** Removes a control group and those in it. Nothing runs in them any more, but the kernel may need a moment to notice. */
export async function removeCgroup(name: string): Promise<void> {
  for (const hierarchy of hierarchies()) {
    const folder = join(hierarchy, name);
    for (let tries = 1; existsSync(folder); tries += 1) {
      try {
        removeTree(folder);
      } catch (error) {
        if (tries === TRIES) { throw error; }
        await sleep(100);
      }
    }
  }
}

function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) { removeTree(join(folder, entry.name)); }
  }
  rmdirSync(folder);
}

function hierarchies(): string[] {
  if (existsSync(join(ROOT, 'cgroup.controllers'))) { return [ROOT]; }
  const device = statSync(ROOT).dev;
  return readdirSync(ROOT).map((entry) => join(ROOT, entry)).filter((path) => statSync(path).isDirectory() && statSync(path).dev !== device);
}

function delegate(folder: string): void {
  const offered = readFileSync(join(folder, 'cgroup.controllers'), 'utf8').trim().split(' ');
  for (const controller of CONTROLLERS.filter((each) => offered.includes(each))) {
    writeFileSync(join(folder, 'cgroup.subtree_control'), `+${controller}`);
  }
}
