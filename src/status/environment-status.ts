import type { ClusterReader } from './cluster-reader';
import type { ExpectedModel } from './expected-models';
import { sourceNotes } from './flux-trouble';
import { type ModelStatus, modelStatus } from './model-status';
import { takeSnapshot } from './snapshot';

export interface EnvironmentStatus {
  readonly environment: string;
  readonly context: string;
  /** What is wrong with the cluster or with Flux as a whole. */
  readonly notes: readonly string[];
  /** By name. */
  readonly models: readonly ModelStatus[];
}

/** How many models that are not ready are looked into at a time: each takes a few requests. */
const AT_ONCE = 8;

/** What Git says and what runs, of every model of an environment. @throws ClusterFailure */
export async function environmentStatus(
  reader: ClusterReader, { environment, context, expected }: { environment: string; context: string; expected: readonly ExpectedModel[] },
): Promise<EnvironmentStatus> {
  const snapshot = await takeSnapshot(reader, environment, context);
  const models: ModelStatus[] = [];
  for (let start = 0; start < expected.length; start += AT_ONCE) {
    models.push(...await Promise.all(expected.slice(start, start + AT_ONCE).map((each) => modelStatus(reader, snapshot, each))));
  }
  const known = new Set(expected.map(({ values }) => values.namespace));
  const left = snapshot.deployments.filter(({ metadata }) => !known.has(metadata.namespace ?? '')).map(({ metadata }) => metadata.name);
  const notes = [
    ...snapshot.notes,
    ...sourceNotes(snapshot.sources),
    ...left.length === 0 ? [] : [`running, and in no spec of this checkout: ${left.sort().join(', ')}`],
  ];
  return { environment, context, notes, models };
}
