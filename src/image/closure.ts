import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImageError } from './image-error';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The folders of the packages that a package needs to run, its own left out, by their path in a node_modules folder of its own. A name is looked for
 * from the folder of the package that asks for it upwards, as Node does; where two versions of it are needed, the second stands below its dependent.
 *
 * @throws ImageError for a dependency that is not installed.
 */
export function runtimeClosure(packageFolder: string): Map<string, string> {
  const placed = new Map<string, string>();
  const visit = (folder: string, place: string) => {
    for (const name of dependenciesOf(folder)) {
      const found = installed(folder, name);
      if (found === undefined) { throw new ImageError(`the package ${name} is not installed; run npm ci`); }
      if (placed.get(name) === found) { continue; }
      const target = placed.has(name) ? `${place}/node_modules/${name}` : name;
      placed.set(target, found);
      visit(found, target);
    }
  };
  visit(packageFolder, '');
  return placed;
}

const dependenciesOf = (folder: string): string[] =>
  Object.keys((JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest).dependencies ?? {}).sort();

function installed(from: string, name: string): string | undefined {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) { return candidate; }
  }
  return undefined;
}
