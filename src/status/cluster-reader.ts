import { ClusterFailure } from './cluster-failure';

/** Reads from a cluster's API. */
export interface ClusterReader {
  /** Answer to a GET of a path with its query. @throws ClusterFailure; HttpRefusal for an answer that is no success */
  get(path: string): Promise<string>;
}

/** The API server's refusal of one request. */
export class HttpRefusal extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

/** How many objects the API server hands out at a time (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks). */
const PAGE = 500;

/** Every object of a collection that carries the labels; undefined where the API server knows no such collection. */
export async function list<T>(reader: ClusterReader, path: string, labels?: string): Promise<T[] | undefined> {
  const found: T[] = [];
  let next = '';
  do {
    const query = new URLSearchParams({ limit: `${PAGE}`, ...labels !== undefined && { labelSelector: labels }, ...next !== '' && { continue: next } });
    const page = await get<{ items: T[] | null; metadata: { continue?: string } }>(reader, `${path}?${query.toString()}`);
    if (page === undefined) { return undefined; }
    found.push(...page.items ?? []);
    next = page.metadata.continue ?? '';
  } while (next !== '');
  return found;
}

/** One object, or undefined where there is none. */
export async function get<T>(reader: ClusterReader, path: string): Promise<T | undefined> {
  const text = await optional(reader, path);
  if (text === undefined) { return undefined; }
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ClusterFailure(`what answers ${path} is no Kubernetes API: it does not send JSON`);
  }
}

/** The end of what a container wrote; undefined where there is nothing to read or it may not be read. */
export async function logTail(
  reader: ClusterReader, { namespace, pod, container, previous }: { namespace: string; pod: string; container: string; previous: boolean },
): Promise<string | undefined> {
  const query = new URLSearchParams({ container, tailLines: '40', ...previous && { previous: 'true' } });
  return reader.get(`/api/v1/namespaces/${namespace}/pods/${pod}/log?${query.toString()}`).catch((error: unknown) => {
    if (error instanceof HttpRefusal) { return undefined; }
    throw error;
  });
}

async function optional(reader: ClusterReader, path: string): Promise<string | undefined> {
  try {
    return await reader.get(path);
  } catch (error) {
    if (error instanceof HttpRefusal && error.status === 404) { return undefined; }
    throw error;
  }
}
