import { chmodSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, readSync, closeSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtimeClosure } from './closure';
import { ImageError } from './image-error';

/** The runtime's sources, beside lib/ in the package as in the repository. */
const RUNTIME = join(__dirname, '..', '..', 'model-image');

/** What a pod never reads of a package. */
const UNREAD = /(?<!license)\.(?:ts|mts|cts|map|md|tsbuildinfo)$|(?:^|\/)\.[^/]*$|(?:^|\/)(?:tests?|docs|examples)\//i;

/** What stands in a model's folder for people and not for the service. */
const NOT_SERVED = /(?:^|\/)\.[^/]*(?:\/|$)|^train\.R$|^clients\//;

/**
 * Lays out what the base image is built from. Files have the same permissions and times wherever this runs, so that the image does not depend on a
 * person's umask or on when the clone was made.
 *
 * @throws ImageError where the runtime is not compiled.
 */
export function layOutBase(folder: string): void {
  const gateway = join(RUNTIME, 'gateway');
  const fetcher = join(RUNTIME, 'fetcher', 'lib');
  for (const program of [join(gateway, 'lib', 'main.js'), join(fetcher, 'plumbline-fetch.js')]) {
    if (!existsSync(program)) { throw new ImageError(`the runtime is not compiled (${program}): run npx projen prepare:clone`); }
  }
  copy(join(RUNTIME, 'Dockerfile'), join(folder, 'Dockerfile'));
  copyFolder(join(RUNTIME, 'image'), join(folder, 'image'), () => true);
  const runtime = join(folder, 'runtime');
  copyFolder(join(RUNTIME, 'r'), join(runtime, 'r'), (path) => path.endsWith('.R') && !path.includes('/'));
  copyFolder(fetcher, join(runtime, 'fetcher', 'lib'), isRead);
  copyFolder(join(gateway, 'lib'), join(runtime, 'gateway', 'lib'), isRead);
  copy(join(gateway, 'package.json'), join(runtime, 'gateway', 'package.json'));
  for (const [place, source] of runtimeClosure(gateway)) {
    copyFolder(source, join(runtime, 'gateway', 'node_modules', place), (path) => isRead(path) && !path.startsWith('node_modules/'));
  }
  settle(folder);
}

/**
 * Lays out what a model's image is built from.
 *
 * @param model the folder with model.rds, score.R or service.R
 */
export function layOutModel(folder: string, model: string): void {
  copy(join(RUNTIME, 'model.Dockerfile'), join(folder, 'Dockerfile'));
  copyFolder(model, join(folder, 'model'), isServed);
  settle(folder);
}

/** Whether a file of a model's folder, by its path from there, becomes part of the image. */
export const isServed = (path: string): boolean => !NOT_SERVED.test(path);

const isRead = (path: string): boolean => !UNREAD.test(path);

/** Paths of the files below a folder, sorted, with slashes. Links are refused: what they point to may not be there when the image is built. */
export function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1)).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) { return filesBelow(folder, path); }
    if (entry.isFile()) { return [path]; }
    throw new ImageError(`${join(folder, path)} is no regular file; copy what it points to`);
  });
}

function copyFolder(from: string, to: string, isWanted: (path: string) => boolean): void {
  for (const path of filesBelow(from)) {
    if (isWanted(path)) { copy(join(from, path), join(to, path)); }
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** A program says so in its first line; everything else is data. */
function settle(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) { settle(path); } else { settleFile(path, isProgram(path) ? 0o755 : 0o644); }
  }
  settleFile(folder, 0o755);
}

function settleFile(path: string, mode: number): void {
  chmodSync(path, mode);
  utimesSync(path, 0, 0);
}

function isProgram(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(2);
    return readSync(file, start) === 2 && start.toString('latin1') === '#!';
  } finally {
    closeSync(file);
  }
}
