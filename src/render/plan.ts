import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Problem, sortProblems } from '../spec/problem';
import { HEADER_BYTES, isRenderedAs } from './header';
import type { RenderMemory } from './render-memory';
import type { Render } from './renderer';
import { Scan } from './scan';
import { isLeftBehind } from './temporary-file';
import type { Unit } from './unit';

export interface PlannedWrite {
  readonly path: string;
  readonly text: string;
  readonly reason: 'missing' | 'different';
}

/** What has to happen for the folders to hold what the units render, and nothing else of Plumbline's. */
export interface Plan {
  readonly writes: readonly PlannedWrite[];
  /** Rendered by an earlier run and by none of the units, sorted. */
  readonly removals: readonly string[];
  /** Temporary files of runs that were killed, sorted. */
  readonly leftBehind: readonly string[];
  /** What is in the way and not Plumbline's to replace, sorted. While there is anything, nothing may be written. */
  readonly obstacles: readonly Problem[];
  readonly unchanged: number;
}

export interface PlanOptions {
  readonly root: string;
  readonly units: readonly Unit[];
  /** Folders whose every rendered file is to be accounted for; each unit's folder lies in one of them. */
  readonly areas: readonly string[];
  readonly render: Render;
  /** What earlier runs rendered, to skip what has not changed. */
  readonly memory: RenderMemory;
  /** Called before each unit with the number of those done. */
  readonly onUnit?: (done: number) => void;
}

/** Compares what the units render with what is on the disk; reads, and writes nothing. */
export function planSynth(options: PlanOptions): Plan {
  const scan = new Scan(options.root);
  const blocked = new Set<string>();
  for (const area of options.areas) { blocked.add(scan.add(area) ?? ''); }
  const planner = new Planner(options, scan);
  options.units.forEach((unit, index) => {
    options.onUnit?.(index);
    const blocker = scan.blocker(unit.folder);
    if (blocker === undefined) { planner.addUnit(unit); } else { blocked.add(blocker); }
  });
  const plan = planner.finish();
  const inTheWay = [...blocked].filter((path) => path !== '').map((path) => obstacle(path, 'is in the way: a folder must be here; move it away'));
  return { ...plan, obstacles: sortProblems([...inTheWay, ...plan.obstacles]) };
}

class Planner {
  private readonly writes: PlannedWrite[] = [];
  private readonly obstacles: Problem[] = [];
  private readonly claimed = new Map<string, ReadonlySet<string>>();
  private unchanged = 0;

  constructor(private readonly options: PlanOptions, private readonly scan: Scan) {}

  addUnit(unit: Unit): void {
    const { memory, render } = this.options;
    const remembered = memory.recall(unit);
    const read = (name: string) => this.read(unit.folder, name);
    if (remembered !== undefined && memory.isOnDisk(remembered, read)) {
      this.claimed.set(unit.folder, new Set(remembered.names));
      this.unchanged += remembered.names.length;
      return;
    }
    const files = render(unit);
    memory.remember(unit, files);
    this.claimed.set(unit.folder, new Set(files.keys()));
    for (const [name, text] of files) { this.addFile(unit.folder, name, text); }
  }

  finish(): Plan {
    const removals: string[] = [];
    const leftBehind: string[] = [];
    for (const { folder, name } of this.scan.files()) {
      const path = `${folder}/${name}`;
      if (this.claimed.get(folder)?.has(name)) { continue; }
      if (isLeftBehind(name, process.pid)) { leftBehind.push(path); } else if (this.isRendered(path)) { removals.push(path); }
    }
    return {
      writes: this.writes.sort((left, right) => compare(left.path, right.path)),
      removals: removals.sort(),
      leftBehind: leftBehind.sort(),
      obstacles: this.obstacles,
      unchanged: this.unchanged,
    };
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
      this.addFound(path, text, this.read(folder, name)!.toString());
    }
  }

  private addFound(path: string, text: string, found: string): void {
    if (found === text) {
      this.unchanged += 1;
    } else if (isRenderedAs(path, found)) {
      this.writes.push({ path, text, reason: 'different' });
    } else {
      this.obstacles.push(obstacle(path, 'is in the way: its first line does not say that plumbline rendered it; move or delete it'));
    }
  }

  /** A file whose name differs by case alone, where the file system takes the two for one. */
  private otherSpelling(folder: string, name: string): string | undefined {
    const other = [...this.scan.folders.get(folder)?.keys() ?? []].find((found) => found.toLowerCase() === name.toLowerCase());
    return other !== undefined && existsSync(join(this.options.root, folder, name)) ? other : undefined;
  }

  private read(folder: string, name: string): Buffer | undefined {
    return this.scan.kind(folder, name) === 'file' ? readFileSync(join(this.options.root, folder, name)) : undefined;
  }

  private isRendered(path: string): boolean {
    const start = Buffer.alloc(HEADER_BYTES);
    const file = openSync(join(this.options.root, path), 'r');
    try {
      const length = readSync(file, start);
      return length > 0 && isRenderedAs(path, start.toString('utf8', 0, length));
    } finally {
      closeSync(file);
    }
  }
}

function obstacle(path: string, message: string): Problem {
  return { severity: 'error', file: path, line: 0, column: 0, message };
}
