import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A file system in memory of a given size, as `2m`; undefined, and a line that says so, where this user may not mount one. */
export function mountTmpfs(path: string, size: string): { readonly path: string; unmount(): void } | undefined {
  mkdirSync(path, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=1777`, 'tmpfs', path]);
  if (status !== 0) {
    if (process.env.CI === 'true') { throw new Error('a small file system could not be mounted; this suite needs root on Linux'); }
    process.stderr.write('skipped: a full disk needs root on Linux, to mount a small one\n');
    return undefined;
  }
  return { path, unmount: () => { spawnSync('umount', [path]); } };
}
