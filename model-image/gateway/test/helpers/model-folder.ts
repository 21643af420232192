import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const folders: string[] = [];

// Of the file that imports this; what its suites have started is stopped before.
afterAll(() => {
  for (const folder of folders.splice(0)) { rmSync(folder, { recursive: true, force: true }); }
});

/** Writes a model folder, or any other, and returns its path. It is removed after the last test of the file. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The sample model of the repository. */
export const BOSTON = join(__dirname, '..', '..', '..', 'examples', 'boston-housing');
