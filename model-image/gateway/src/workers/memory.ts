import { readFileSync } from 'node:fs';

export interface ProcessMemory {
  readonly residentMiB: number;
  /** Resident size with each shared page divided by the processes that share it. */
  readonly proportionalMiB: number;
}

/** Memory of a process by Linux's own accounts; undefined elsewhere, or when the process is gone. */
export function memoryOf(pid: number): ProcessMemory | undefined {
  const text = read(`/proc/${pid}/smaps_rollup`);
  const resident = /^Rss:\s+(\d+) kB/m.exec(text)?.[1];
  const proportional = /^Pss:\s+(\d+) kB/m.exec(text)?.[1];
  if (resident === undefined || proportional === undefined) return undefined;
  return { residentMiB: Number(resident) / 1024, proportionalMiB: Number(proportional) / 1024 };
}

/** The resident size alone, which costs far less to find out. */
export function residentMiB(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
