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

export function cpuSecondsOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

/** Processor time that a process tree has used, in seconds. */
export function cpuSeconds(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
}

/** Memory of a process tree in MiB, shared pages counted once among those who share them. */
export function proportionalMiB(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024, 0);
}
