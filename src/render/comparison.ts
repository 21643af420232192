import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileReader } from './file-reader';
import { HEADER_BYTES, isRenderedAs, renderedAs } from './header';
import type { Plan, PlannedWrite } from './plan';
import { type RememberedUnit, TextsDigest } from './render-memory';
import type { Scan } from './scan';
import { isLeftBehind } from './temporary-file';
import { compare, type Problem, sortProblems } from '../spec/problem';

/** What is on the disk against what should be, folder by folder. */
export class Comparison {
  private readonly writes: PlannedWrite[] = [];
  private readonly obstacles: Problem[] = [];
  private readonly claimed = new Map<string, Set<string>>();
  private readonly spellings = new Map<string, ReadonlyMap<string, string>>();
  private readonly reader = new FileReader();
  private unchanged = 0;

  constructor(private readonly root: string, private readonly scan: Scan) {}

  /** @returns whether the folder holds exactly what is remembered; if not, nothing was added */
  addRemembered(folder: string, remembered: RememberedUnit | undefined): boolean {
    if (remembered === undefined || !this.holds(folder, remembered)) { return false; }
    this.claim(folder, remembered.names);
    this.unchanged += remembered.names.length;
    return true;
  }

  addRendered(folder: string, files: ReadonlyMap<string, string>): void {
    this.claim(folder, files.keys());
    for (const [name, text] of files) { this.addFile(folder, name, text); }
  }

  /** @param blockers paths that are no folders and would have to be */
  finish(blockers: ReadonlySet<string>): Plan {
    const removals: string[] = [];
    const leftBehind: string[] = [];
    for (const { folder, name } of this.scan.files()) {
      const path = `${folder}/${name}`;
      if (this.claimed.get(folder)?.has(name)) { continue; }
      if (isLeftBehind(name, process.pid)) {
        leftBehind.push(path);
      } else if (this.scan.isAccountedFor(path) && this.isRendered(path)) {
        removals.push(path);
      }
    }
    for (const path of blockers) { this.obstacles.push(obstacle(path, 'is in the way: a folder must be here; move it away')); }
    return {
      writes: this.writes.sort((left, right) => compare(left.path, right.path)),
      removals: removals.sort(),
      leftBehind: leftBehind.sort(),
      obstacles: sortProblems(this.obstacles),
      unchanged: this.unchanged,
    };
  }

  private claim(folder: string, names: Iterable<string>): void {
    const claimed = this.claimed.get(folder) ?? new Set();
    for (const name of names) { claimed.add(name); }
    this.claimed.set(folder, claimed);
  }

  private holds(folder: string, { names, texts }: RememberedUnit): boolean {
    if (names.some((name) => this.scan.kind(folder, name) !== 'file')) { return false; }
    const digest = new TextsDigest();
    for (const name of names) { digest.add(name, this.read(`${folder}/${name}`)); }
    return digest.hex() === texts;
  }

  private addFile(folder: string, name: string, text: string): void {
    const path = `${folder}/${name}`;
    const kind = this.scan.kind(folder, name);
    if (kind === undefined) {
      const other = this.otherSpelling(folder, name);
      if (other === undefined) {
        this.writes.push({ path, text, reason: 'missing' });
      } else {
        this.obstacles.push(obstacle(path, `cannot be written: this file system takes ${other} for the same file; rename or delete that`));
      }
    } else if (kind !== 'file') {
      const what = kind === 'folder' ? 'a folder' : 'a link or special file';
      this.obstacles.push(obstacle(path, `is ${what} where a file must be rendered; move it away`));
    } else {
      this.addFound(path, text, this.read(path).toString());
    }
  }

  private addFound(path: string, text: string, found: string): void {
    if (found === text) {
      this.unchanged += 1;
    } else if (isRenderedAs(path, found)) {
      this.writes.push({ path, text, reason: 'different' });
    } else {
      const origin = renderedAs(found);
      this.obstacles.push(obstacle(path, origin === undefined
        ? 'is in the way: its first line does not say that plumbline rendered it; move or delete it'
        : `is in the way: plumbline renders it as ${origin}, and a hand moved or copied it here; delete it`));
    }
  }

  /** A file whose name differs by case alone, where the file system takes the two for one. */
  private otherSpelling(folder: string, name: string): string | undefined {
    let spellings = this.spellings.get(folder);
    if (spellings === undefined) {
      spellings = new Map([...this.scan.folders.get(folder)?.keys() ?? []].map((found) => [found.toLowerCase(), found]));
      this.spellings.set(folder, spellings);
    }
    const other = spellings.get(name.toLowerCase());
    return other !== undefined && existsSync(join(this.root, folder, name)) ? other : undefined;
  }

  private isRendered(path: string): boolean {
    const start = this.read(path, HEADER_BYTES);
    return start.length > 0 && isRenderedAs(path, start.toString());
  }

  private read(path: string, bytes?: number): Buffer {
    return this.reader.read(`${this.root}/${path}`, bytes);
  }
}

function obstacle(path: string, message: string): Problem {
  return { severity: 'error', file: path, line: 0, column: 0, message };
}
