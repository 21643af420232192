import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Problem } from '../problem';
import { sizeObjection } from './decode';
import type { SpecKind } from './schemas';

/** A spec file as it lies on the disk. */
export interface SourceFile {
  readonly kind: SpecKind;
  /** Relative to the repository's root, with forward slashes. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface SourceFiles {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

/** Where the files of each kind live, and what a first one is called. */
const FOLDERS: readonly { kind: SpecKind; folder: string; noun: string }[] = [
  { kind: 'Environment', folder: 'environments', noun: 'environment' },
  { kind: 'Model', folder: 'models', noun: 'model' },
];

/** Reads models/ and environments/ under a root: every .yaml and .yml that is not hidden, sorted by name. */
export function readSpecFiles(root: string): SourceFiles {
  const files: SourceFile[] = [];
  const problems: Problem[] = [];
  for (const { kind, folder, noun } of FOLDERS) {
    const names = listFolder(join(root, folder));
    if (names.length === 0) problems.push(wholeFile(`${folder}/`, `no ${noun} found; write one into ${folder}/<name>.yaml`));
    for (const name of names) {
      const file = `${folder}/${name}`;
      const read = readFile(join(root, folder, name));
      if (typeof read === 'string') problems.push(wholeFile(file, read));
      else files.push({ kind, file, bytes: read });
    }
  }
  return { files, problems };
}

function wholeFile(file: string, message: string): Problem {
  return { severity: 'error', file, line: 0, column: 0, message };
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path).filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort(compare);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** The file's bytes, or what is wrong with it. */
function readFile(path: string): Uint8Array | string {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return 'this is a folder; a spec is a file, and its name ends in .yaml';
    if (!stats.isFile()) return 'this is not a regular file';
    return sizeObjection(stats.size) ?? readFileSync(path);
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT': return 'the file is a link to nothing';
      case 'EACCES': return 'the file can\'t be read: permission denied';
      default: return `the file can't be read: ${errorCode(error) ?? String(error)}`;
    }
  }
}

function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
