import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for one test, removed after it. Call at the top of a describe block; the function it returns gives the path. */
export function temporaryFolder(): () => string {
  let path: string | undefined;
  beforeEach(() => { path = mkdtempSync(join(tmpdir(), 'plumbline-test-')); });
  afterEach(() => {
    rmSync(path!, { recursive: true, force: true });
    path = undefined;
  });
  return () => {
    // An empty path would be the current folder.
    if (path === undefined) { throw new Error('a temporary folder is there while a test runs, not in beforeAll'); }
    return path;
  };
}

/** Writes files, and the folders they need. */
export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Every file below a folder: path with forward slashes, and text. Sorted. */
export function readTree(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const;
  });
  return Object.fromEntries(files.sort(([left], [right]) => (left < right ? -1 : 1)));
}
