import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from './file-error';

export type EntryKind = 'file' | 'folder' | 'other';

/** Where a run accounts for every rendered file: in a folder and all below it, or for one file of a folder. */
export interface Area {
  /** Relative to the root, with forward slashes. */
  readonly folder: string;
  readonly file?: string;
}

/** What lies under some folders: for each folder, its entries. Paths are relative to the root, with forward slashes. */
export class Scan {
  readonly folders = new Map<string, ReadonlyMap<string, EntryKind>>();
  private readonly accountedFolders: string[] = [];
  private readonly accountedFiles = new Set<string>();

  constructor(private readonly root: string) {}

  /**
   * Reads a folder and all below it; symbolic links are not followed, and a folder that is not there is empty.
   *
   * The first part of the path (`dist`) may be a link to a folder: that is a decision about where everything goes, whereas a link further down
   * would take single files to places nobody expects.
   * @returns the part of the path that is no folder and would have to be one
   */
  add({ folder, file }: Area): string | undefined {
    const parts = folder.split('/');
    const paths = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
    const blocker = paths.find((path, index) => !isFolderOrMissing(join(this.root, path), index === 0));
    if (blocker !== undefined) { return blocker; }
    if (file === undefined) { this.accountedFolders.push(`${folder}/`); } else { this.accountedFiles.add(`${folder}/${file}`); }
    this.read(folder);
    return undefined;
  }

  /** Whether a file that is here and is not rendered any more is for this run to remove. */
  isAccountedFor(path: string): boolean {
    return this.accountedFiles.has(path) || this.accountedFolders.some((folder) => path.startsWith(folder));
  }

  /** The part of a path below an area that is no folder and would have to be one. */
  blocker(folder: string): string | undefined {
    const parts = folder.split('/');
    for (let length = 1; length < parts.length; length += 1) {
      const kind = this.kind(parts.slice(0, length).join('/'), parts[length]);
      if (kind !== undefined && kind !== 'folder') { return parts.slice(0, length + 1).join('/'); }
    }
    return undefined;
  }

  kind(folder: string, name: string): EntryKind | undefined {
    return this.folders.get(folder)?.get(name);
  }

  /** Every file that was found, with the folder it is in. */
  * files(): Generator<{ folder: string; name: string }> {
    for (const [folder, entries] of this.folders) {
      for (const [name, kind] of entries) {
        if (kind === 'file') { yield { folder, name }; }
      }
    }
  }

  private read(folder: string): void {
    if (this.folders.has(folder)) { return; }
    const entries = new Map<string, EntryKind>();
    this.folders.set(folder, entries);
    for (const entry of directory(join(this.root, folder))) {
      entries.set(entry.name, kindOf(entry));
      if (entry.isDirectory()) { this.read(`${folder}/${entry.name}`); }
    }
  }
}

function directory(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) { return []; }
    throw error;
  }
}

function kindOf(entry: Dirent): EntryKind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function isFolderOrMissing(path: string, followLink: boolean): boolean {
  const status = (followLink ? statSync : lstatSync)(path, { throwIfNoEntry: false });
  return status === undefined || status.isDirectory();
}
