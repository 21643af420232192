import type { EnvironmentSide, Side } from './side';
import type { ScoringValues } from '../spec';

type Models = ReadonlyMap<string, ScoringValues>;

/** Something that has a name, on both sides or on one. */
export interface Pair<T> {
  readonly name: string;
  /** The name before a renaming. */
  readonly from?: string;
  readonly before?: T;
  readonly after?: T;
}

/** Of the fields of two models: how many have to be the same for the one to be the other under a new name. */
const ALIKE = 0.85;

/** Comparisons of one model with another that a search for renamings may take; beyond them only the file tells. */
const MOST_COMPARISONS = 10_000;

/** The environments of both sides; one that has another name and is the same cluster, or the same file, was renamed. */
export function pairEnvironments(before: Side, after: Side): Pair<EnvironmentSide>[] {
  return pair(before.environments, after.environments, (left, right) => {
    const [old, now] = [left.environment.spec.cluster, right.environment.spec.cluster];
    return left.file === right.file || (old.name === now.name && old.resourceGroup === now.resourceGroup) ? 1 : 0;
  });
}

/** The models of both sides of an environment; one that has another name and is alike, or in the same file, was renamed. */
export function pairModels(before: Models = new Map(), after: Models = new Map()): Pair<ScoringValues>[] {
  const isSmall = gone(before, after).length * gone(after, before).length <= MOST_COMPARISONS;
  return pair(before, after, (left, right) => {
    if (left.source.model === right.source.model) { return 2; }
    return isSmall ? likeness(left, right) : 0;
  });
}

function pair<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, likenessOf: (left: T, right: T) => number): Pair<T>[] {
  const fresh = gone(after, before);
  const candidates = gone(before, after)
    .flatMap((from) => fresh.map((name) => ({ from, name, score: likenessOf(before.get(from)!, after.get(name)!) })))
    .filter(({ score }) => score >= ALIKE)
    .sort((left, right) => right.score - left.score);
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, name } of candidates) {
    if (renamed.has(name) || taken.has(from)) { continue; }
    renamed.set(name, from);
    taken.add(from);
  }
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !taken.has(name) || after.has(name)).sort();
  return names.map((name) => {
    const from = renamed.get(name);
    return { name, ...from === undefined ? {} : { from }, before: before.get(from ?? name), after: after.get(name) };
  });
}

function gone<T>(here: ReadonlyMap<string, T>, there: ReadonlyMap<string, T>): string[] {
  return [...here.keys()].filter((name) => !there.has(name));
}

/** Share of the leaves that are the same, the model's own name taken out of them. */
function likeness(left: ScoringValues, right: ScoringValues): number {
  const [old, now] = [leavesOf(left), leavesOf(right)];
  const all = new Set([...old.keys(), ...now.keys()]);
  return [...all].filter((path) => old.get(path) === now.get(path)).length / all.size;
}

function leavesOf(values: ScoringValues): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (value: unknown, path: string) => {
    if (value !== null && typeof value === 'object') {
      for (const [key, field] of Object.entries(value)) { visit(field, `${path}.${key}`); }
    } else { leaves.set(path, String(value).replaceAll(values.name, '\u0000')); }
  };
  visit({ ...values, source: {} }, '');
  return leaves;
}
