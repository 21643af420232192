import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { identify, isAlive, type ProcessIdentity } from './process-identity';
import type { RunDirectory } from './run-directory';

/**
 * Does something to a cluster while no other command does. A lock whose holder was killed counts for nothing.
 * @throws Error that names the other command's process
 */
export async function locked<T>(directory: RunDirectory, action: () => Promise<T>): Promise<T> {
  mkdirSync(directory.path, { recursive: true });
  const own = identify(process.pid)!;
  if (!take(directory, own)) {
    const holder = read(directory);
    if (holder !== undefined && isAlive(holder)) { throw new Error(`process ${holder.pid} is bringing the cluster in ${directory.path} up or down; wait for it`); }
    rmSync(directory.lock, { force: true });
    if (!take(directory, own)) { throw new Error(`another command is bringing the cluster in ${directory.path} up or down; wait for it`); }
  }
  try {
    return await action();
  } finally {
    rmSync(directory.lock, { force: true });
  }
}

function take(directory: RunDirectory, own: ProcessIdentity): boolean {
  try {
    writeFileSync(directory.lock, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') { return false; }
    throw error;
  }
}

function read(directory: RunDirectory): ProcessIdentity | undefined {
  if (!existsSync(directory.lock)) { return undefined; }
  try {
    return JSON.parse(readFileSync(directory.lock, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
