import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './file-error';

/**
 * Names of the files that text is written to before it is moved into place. They lie in the same folder, because only a move inside one file
 * system is atomic, and name their process, so that two runs at once never write to one file and a later run knows which were left behind.
 */
function temporaryName(name: string, processId: number): string {
  return `.${name}.${processId}.plumbline-tmp`;
}

const TEMPORARY = /^\..+\.(\d+)\.plumbline-tmp$/;

/** Whether a file was left behind by a run that was killed. */
export function isLeftBehind(name: string, ownProcessId: number): boolean {
  const processId = Number(TEMPORARY.exec(name)?.[1] ?? Number.NaN);
  return !Number.isNaN(processId) && (processId === ownProcessId || !isRunning(processId));
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Somebody else's process is running, too.
    return codeOf(error) === 'EPERM';
  }
}

/** Writes a file that is at any moment either the old one or the new one. Its folder must be there. */
export function writeAtomically(path: string, text: string): void {
  const temporary = join(dirname(path), temporaryName(basename(path), process.pid));
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    // What stands in the way of writing may stand in the way of tidying up, too; the first error is the one to report.
    try { rmSync(temporary, { force: true }); } catch { /* left behind, for the next run to remove */ }
    throw error;
  }
}

/** Removes what killed runs left behind in a folder. */
export function removeLeftBehind(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (isLeftBehind(name, process.pid)) { rmSync(join(folder, name), { force: true }); }
  }
}
