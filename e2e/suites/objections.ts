import type { Footprint } from './footprint';
import type { RenderedUnit } from './rendered';
import { Refusal, type KubernetesApi, type KubernetesObject } from '../kubernetes/api';

/** Something that the server says against an object. */
export interface Objection {
  readonly object: string;
  readonly message: string;
}

/**
 * What a server says against a unit's objects, in its words: refusals by strict server-side dry-run, and warnings beside an acceptance.
 * What is in a namespace is judged only where the namespace exists, so the unit's own is created, and any other that it refers to.
 */
export async function objectionsTo(api: KubernetesApi, footprint: Footprint, { path, objects }: RenderedUnit): Promise<Objection[]> {
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const others = objects.filter(({ kind }) => kind !== 'Namespace');
  const refused = await judge(api, namespaces);
  const absent = new Set(refused.map(({ object }) => object.metadata.name));
  const rendered = new Map(namespaces.map((namespace) => [namespace.metadata.name, namespace]));
  for (const name of new Set(others.flatMap(({ metadata }) => metadata.namespace ?? []))) {
    if (!absent.has(name)) { await footprint.place(rendered.get(name) ?? { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }); }
  }
  const judged = await judge(api, others.filter(({ metadata }) => !absent.has(metadata.namespace ?? '')));
  return [...refused, ...judged].map(({ object, message }) => ({ object: `${describeObject(object)} of ${path}`, message }));
}

/** One line for each different thing said, however many objects it was said of. */
export function distinct(objections: readonly Objection[]): string[] {
  const groups = new Map<string, Objection[]>();
  for (const objection of objections) {
    // The server's message begins with the kind and name of the object, and says in which element of a list it found what it found.
    const key = objection.message.replace(/^.*? is invalid: /, '').replace(/\[\d+\]/g, '[]');
    groups.set(key, [...groups.get(key) ?? [], objection]);
  }
  return [...groups.values()].map(([{ object, message }, ...rest]) => `${object}${rest.length > 0 ? ` and ${rest.length} more` : ''}: ${message}`);
}

export function describeObject({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

async function judge(api: KubernetesApi, objects: readonly KubernetesObject[]): Promise<{ object: KubernetesObject; message: string }[]> {
  const answers = await Promise.all(objects.map(async (object) => {
    try {
      return (await api.apply(object, { dryRun: true })).warnings.map((warning) => ({ object, message: `warning: ${warning}` }));
    } catch (error) {
      if (!(error instanceof Refusal)) { throw error; }
      return [{ object, message: error.message }];
    }
  }));
  return answers.flat();
}
