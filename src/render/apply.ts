import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { reasonOf } from './file-error';
import type { Plan } from './plan';
import { writeAtomically } from './temporary-file';

/** Files between two looks at the signal. */
const FILES_AT_ONCE = 200;

/** A file that could not be written or removed. The files before it are done; the next run does the rest. */
export class WriteError extends Error {
  constructor(readonly path: string, reason: string) {
    super(`cannot be written: ${reason}`);
  }
}

export interface ApplyOptions {
  /** Stops between two files. */
  readonly signal?: AbortSignal;
  readonly onFiles?: (done: number) => void;
}

/**
 * Does what a plan says. Each file is written beside its place and moved there, so at any moment each is either the old one or the new one;
 * a run that ends in the middle leaves a mix of the two, which the next run's plan completes.
 * @returns false when the signal stopped it
 * @throws WriteError for the first file that cannot be written or removed
 */
export async function applyPlan(root: string, plan: Plan, options: ApplyOptions = {}): Promise<boolean> {
  const folders = new Set<string>();
  const steps = [
    ...[...plan.leftBehind, ...plan.removals].map((path) => ({ path, run: () => { remove(root, path); } })),
    ...plan.writes.map(({ path, text }) => ({ path, run: () => { write(root, path, text, folders); } })),
  ];
  for (const [index, { path, run }] of steps.entries()) {
    if (index % FILES_AT_ONCE === 0) {
      options.onFiles?.(index);
      await setImmediate();
      if (options.signal?.aborted) { return false; }
    }
    try {
      run();
    } catch (error) {
      const reason = reasonOf(error);
      throw reason === undefined ? error : new WriteError(path, reason);
    }
  }
  return true;
}

function write(root: string, path: string, text: string, folders: Set<string>): void {
  const target = join(root, path);
  const folder = dirname(target);
  if (!folders.has(folder)) {
    mkdirSync(folder, { recursive: true });
    folders.add(folder);
  }
  writeAtomically(target, text);
}

/** Removes a file, and the folders that it leaves empty, up to `dist/` itself. */
function remove(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  let folder = dirname(path);
  while (folder.includes('/') && removedIfEmpty(join(root, folder))) { folder = dirname(folder); }
}

function removedIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (reasonOf(error) === undefined) { throw error; }
    return false;
  }
}
