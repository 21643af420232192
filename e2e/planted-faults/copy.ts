import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { PlantedFault } from './faults';

const ROOT = resolve(__dirname, '..', '..');

/** A copy of the project in which something can be wrong for a while, with a place for its cluster. */
export class Copy {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plumbline-faults-'));
  readonly root = join(this.folder, 'project');
  /** Beside the copy: etcd's files in it would be taken for jest's snapshots. */
  readonly clusterDirectory = join(this.folder, 'cluster');
  readonly results = join(this.folder, 'results.json');

  constructor() {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
    for (const file of files.split('\0').filter((each) => each !== '')) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.root, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** Does something while a fault is in the source. @throws Error where the source is no longer what the fault was written for */
  async with<T>(fault: PlantedFault, action: () => Promise<T>): Promise<T> {
    const path = join(this.root, fault.file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, planted(fault, text));
    try {
      return await action();
    } finally {
      writeFileSync(path, text);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A file's text with a fault in it. @throws Error where there is not exactly one place for it */
export function planted({ file, from, to }: PlantedFault, text: string): string {
  const [before, after, ...more] = text.split(from);
  if (after === undefined || more.length > 0) { throw new Error(`${file} has not exactly one "${from}" to plant a fault in`); }
  return before + to + after;
}
