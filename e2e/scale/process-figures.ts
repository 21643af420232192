import { readFileSync } from 'node:fs';

/** Ticks a second of the figures in /proc (proc(5)): 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Resident memory of a process in MiB. Linux only. */
export function residentMiB(pid: number): number {
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024);
}

/** Processor time that a process has taken, in seconds. Linux only. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
