import { type Difference, differences } from './differences';
import { type Manifest, titleOf } from './manifest';

/** How an object changes. */
export interface ObjectChange {
  readonly title: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly fields: readonly Difference[];
}

export interface ObjectChanges {
  readonly objects: readonly ObjectChange[];
  /** Objects in which nothing but marks of the version, the spec's file and checksums changed. */
  readonly noise: number;
}

/** Fields that follow from others, on every object. */
const NOISE = new Set(['app.kubernetes.io/version', 'plumbline/config-sha256', 'plumbline/source', 'helm.sh/chart']);

/** A name that objects had, and the one they have now. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** Objects that differ, in the order in which they are applied. What a renaming alone explains is no difference. */
export function objectChanges(before: ReadonlyMap<string, Manifest>, after: ReadonlyMap<string, Manifest>, renaming?: Renaming): ObjectChanges {
  const objects: ObjectChange[] = [];
  let noise = 0;
  const old = renaming === undefined ? before : renamedTitles(before, renaming);
  for (const title of new Set([...after.keys(), ...old.keys()])) {
    const [left, right] = [old.get(title), after.get(title)];
    if (left === undefined || right === undefined) {
      objects.push({ title, change: left === undefined ? 'added' : 'removed', fields: [] });
      continue;
    }
    const found = differences(readable(left), readable(right));
    const fields = found.filter((difference) => !NOISE.has(difference.path.at(-1)!) && !isExplained(difference, renaming));
    if (fields.length > 0) { objects.push({ title, change: 'changed', fields }); } else if (found.length > 0) { noise += 1; }
  }
  return { objects, noise };
}

/** The objects of a model under the titles that another name gives them. */
export function renamedTitles(objects: ReadonlyMap<string, Manifest>, { from, to }: Renaming): Map<string, Manifest> {
  return new Map([...objects.values()].map((manifest) => [titleOf(manifest).replaceAll(from, to), manifest]));
}

function isExplained({ before, after }: Difference, renaming: Renaming | undefined): boolean {
  if (renaming === undefined || before === undefined || after === undefined) { return false; }
  return JSON.stringify(before).replaceAll(renaming.from, renaming.to) === JSON.stringify(after);
}

/** Whether pods are replaced. */
export function restarts(before: ReadonlyMap<string, Manifest>, after: ReadonlyMap<string, Manifest>): boolean {
  const templateOf = (objects: ReadonlyMap<string, Manifest>) =>
    JSON.stringify([...objects.values()].filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec?.template));
  return templateOf(before) !== templateOf(after);
}

/** Texts that hold JSON as what they hold. */
function readable(manifest: Manifest): unknown {
  const { data } = manifest as { data?: Record<string, unknown> };
  if (data === undefined) { return manifest; }
  return { ...manifest, data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, jsonOf(text) ?? text])) };
}

function jsonOf(text: unknown): unknown {
  if (typeof text !== 'string' || !/^\s*[{[]/.test(text)) { return undefined; }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
