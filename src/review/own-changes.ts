import { judgeObjects } from './judge';
import type { Manifest } from './manifest';
import { byTitle } from './manifest';
import { type ObjectChanges, objectChanges, restarts } from './object-changes';
import type { Statement } from './statement';

/** What is different in dist/ although no spec says so: another version of Plumbline, or a hand. */
export interface OwnChange {
  /** The one that stands for all that changed alike. */
  readonly first: string;
  /** Files of dist/, sorted. */
  readonly files: readonly string[];
  readonly statements: readonly Statement[];
  readonly restarts: boolean;
  readonly objects: ObjectChanges;
}

/** A file of dist/ as it was committed at the base, and as the base's specs are rendered now. */
export interface OwnDifference {
  readonly file: string;
  /** What distinguishes the file's objects from those of a file that changed alike: the model's name. */
  readonly name: string;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
}

/** Files that changed alike together. */
export function ownChanges(found: readonly OwnDifference[]): OwnChange[] {
  const groups = new Map<string, OwnChange & { files: string[] }>();
  for (const { file, name, before, after } of found) {
    const [left, right] = [byTitle(before), byTitle(after)];
    const objects = objectChanges(left, right);
    if (objects.objects.length === 0 && objects.noise === 0) { continue; }
    const statements = judgeObjects(left, right);
    const key = JSON.stringify([objects, statements]).replaceAll(name, '\u0000');
    const group = groups.get(key);
    if (group !== undefined) { group.files.push(file); continue; }
    groups.set(key, { first: name, files: [file], statements, restarts: restarts(left, right), objects });
  }
  return [...groups.values()];
}
