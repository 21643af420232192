import { createHash } from 'node:crypto';

interface Member {
  readonly name: string;
  readonly team: string;
}

/** Models that are applied together. */
export interface Shard<T extends Member> {
  readonly name: string;
  readonly team: string;
  /** Sorted by name. */
  readonly members: readonly T[];
}

/**
 * Distributes models over Kustomizations.
 *
 * 0: one for each model, called like it. Otherwise `shards` for each team, chosen by a hash of the model's name alone, so that a model that comes
 * or goes moves no other. The number is part of a shard's name: when it changes, every shard is a new one that takes its models over, and no
 * living shard ever sees a model leave for another of its team, which it would delete.
 */
export function shardsOf<T extends Member>(models: readonly T[], shards: number): Shard<T>[] {
  const found = new Map<string, { name: string; team: string; members: T[] }>();
  for (const model of models) {
    const name = shards === 0 ? model.name : `${model.team}-${bucket(model.name, shards) + 1}-of-${shards}`;
    const shard = found.get(name) ?? { name, team: model.team, members: [] };
    shard.members.push(model);
    found.set(name, shard);
  }
  const sorted = [...found.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const { members } of sorted) { members.sort((left, right) => (left.name < right.name ? -1 : 1)); }
  return sorted;
}

/** A word that changes whenever the models of a shard, or their namespaces, are others. */
export function placesOf(members: readonly { readonly name: string; readonly namespace: string }[]): string {
  return createHash('sha256').update(JSON.stringify(members.map(({ name, namespace }) => [name, namespace]))).digest('hex').slice(0, 12);
}

function bucket(name: string, buckets: number): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0) % buckets;
}
