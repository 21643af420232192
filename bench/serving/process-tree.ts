import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of Linux's process accounts in a second; fixed at 100 on every architecture that Node runs on. */
const TICKS = 100;

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** A process and all that descend from it. */
export function treeOf(root: number): number[] {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => ({ pid: Number(name), parent: Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1] ?? 0) }));
  const tree = [root];
  for (const pid of tree) tree.push(...parents.filter(({ parent }) => parent === pid).map((entry) => entry.pid));
  return tree;
}

function cpuSecondsOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  // Its own and that of children that it has waited for.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

/** Processor time that processes and all that descend from them have used, in seconds. */
export function cpuSeconds(roots: readonly number[]): number {
  return roots.flatMap(treeOf).reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
}

/** Seconds that a process's first thread has run: the first field of Linux's schedstat, exact where the ticks of `stat` are not. */
export function processorSeconds(pid: number): number {
  return Number(read(`/proc/${pid}/schedstat`).split(' ')[0]) / 1e9;
}

export interface TreeMemory {
  /** Shared pages counted for each process that has them. */
  readonly resident: number;
  /** Shared pages counted once among those who share them. */
  readonly proportional: number;
}

/** Memory of processes and all that descend from them, in MiB. */
export function memoryMiB(roots: readonly number[]): TreeMemory {
  const sum = (field: string): number => roots.flatMap(treeOf).reduce((total, pid) => total + Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024, 0);
  return { resident: sum('Rss'), proportional: sum('Pss') };
}
