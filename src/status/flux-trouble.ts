import { condition, type FluxSource, type Kustomization } from './cluster-object';
import { oneLine } from './wording';

/** What Flux says of what it makes a model from: a Kustomization or a Helm release. */
export interface FluxState {
  readonly suspended: boolean;
  /** `main@sha1:8f3a0c1…`, short, or `chart 2.1.0`; undefined before the first time. */
  readonly revision?: string;
  /** Why it did not apply what it should, in a sentence. */
  readonly trouble?: string;
}

/** A wait for pods is no trouble of Flux's: the pods say better what is wrong. */
const WAITING = new Set(['Progressing', 'HealthCheckFailed', 'ReconciliationInProgress', 'HealthCheckCanceled']);

export function fluxState(kustomization: Kustomization | undefined): FluxState | undefined {
  if (kustomization === undefined) { return undefined; }
  const { spec: { suspend = false }, status } = kustomization;
  const ready = condition(kustomization, 'Ready');
  const failed = ready?.status === 'False' && !WAITING.has(ready.reason ?? '');
  return {
    suspended: suspend,
    ...status?.lastAppliedRevision !== undefined && { revision: shortRevision(status.lastAppliedRevision) },
    ...failed && { trouble: wording(ready.reason ?? '', oneLine(ready.message ?? '', 320)) },
  };
}

const NOTES = 3;

/** What is wrong with where Flux reads, in a sentence each. */
export function sourceNotes(sources: readonly FluxSource[]): string[] {
  const notes = sources.flatMap(({ metadata: { name }, spec: { suspend, url }, ...source }) => {
    if (suspend) { return [`the source ${name} is suspended: no commit reaches the cluster (flux resume source, or spec.suspend)`]; }
    const ready = condition(source, 'Ready');
    return ready?.status === 'False' ? [`Flux cannot read ${url ?? name}: ${oneLine(ready.message ?? '')}`] : [];
  });
  // A fleet has an artifact a shard, and a registry that is away fails them all alike.
  return notes.length > NOTES ? [...notes.slice(0, NOTES), `and ${notes.length - NOTES} more sources of Flux likewise`] : notes;
}

function wording(reason: string, message: string): string {
  switch (reason) {
    case 'DependencyNotReady': return `Flux waits: ${message}`;
    case 'ArtifactFailed': return `Flux cannot read what it should apply: ${message}`;
    case 'BuildFailed': return `Flux cannot put the manifests together: ${message}`;
    case 'ReconciliationFailed': return `the API server refuses it, and what ran before runs on: ${message}`;
    default: return `Flux: ${message}`;
  }
}

/** `main@sha1:8f3a0c1d…` with twelve digits of the commit or digest. */
export function shortRevision(revision: string): string {
  return revision.replace(/((?:sha1|sha256):[0-9a-f]{12})[0-9a-f]+/, '$1');
}
