import type { Serving } from './serving';

/** A Kubernetes object as JSON. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly managedFields?: readonly ManagedFields[];
  readonly [field: string]: unknown;
}

export interface ManagedFields {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly [field: string]: unknown;
}

export interface ApplyOptions {
  readonly dryRun?: boolean;
  /** Takes over fields that another manager owns; without it they are a conflict. */
  readonly force?: boolean;
  readonly manager?: string;
}

export interface Answer {
  readonly object: KubernetesObject;
  /** What the server says beside its answer, such as that a pod template violates a Pod Security standard. */
  readonly warnings: readonly string[];
}

/** The server's refusal, in its words. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly reason: string, message: string) {
    super(message);
  }
}

interface Resource {
  readonly path: string;
  readonly namespaced: boolean;
}

/** The manager that Flux applies as, so that field ownership is as it will be. */
export const MANAGER = 'kustomize-controller';

/** The API of one cluster. */
export class KubernetesApi {
  private readonly resources = new Map<string, Promise<Map<string, Resource>>>();

  constructor(private readonly serving: Serving) {}

  /** Server-side apply with strict field validation. @throws Refusal */
  async apply(object: KubernetesObject, { dryRun = false, force = true, manager = MANAGER }: ApplyOptions = {}): Promise<Answer> {
    const query = new URLSearchParams({ fieldManager: manager, fieldValidation: 'Strict', force: `${force}`, ...dryRun && { dryRun: 'All' } });
    return this.request('PATCH', `${await this.pathOf(object)}?${query.toString()}`, object, 'application/apply-patch+yaml');
  }

  /** @throws Refusal */
  async create(object: KubernetesObject, { dryRun = false } = {}): Promise<Answer> {
    const query = new URLSearchParams({ fieldValidation: 'Strict', ...dryRun && { dryRun: 'All' } });
    return this.request('POST', `${await this.collectionOf(object)}?${query.toString()}`, object);
  }

  /** Changes fields of an object, or of its status. @throws Refusal */
  async patch(object: KubernetesObject, changes: object, subresource?: 'status'): Promise<Answer> {
    const path = `${await this.pathOf(object)}${subresource === undefined ? '' : `/${subresource}`}`;
    return this.request('PATCH', path, changes, 'application/merge-patch+json');
  }

  /** The object of this kind and name as it is, if it is. */
  async get(object: KubernetesObject): Promise<KubernetesObject | undefined> {
    try {
      return (await this.request('GET', await this.pathOf(object))).object;
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) { return undefined; }
      throw error;
    }
  }

  /** The objects of a kind, in one namespace or in all. */
  async list(apiVersion: string, kind: string, namespace?: string): Promise<KubernetesObject[]> {
    const { path, namespaced } = await this.resource(apiVersion, kind);
    const scope = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    const { object } = await this.request('GET', `${rootOf(apiVersion)}${scope}/${path}`);
    return object.items as KubernetesObject[];
  }

  /** Deletes an object, if it is there. */
  async delete(object: KubernetesObject): Promise<void> {
    try {
      await this.request('DELETE', await this.pathOf(object));
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 404)) { throw error; }
    }
  }

  /** The end of what a container has printed; played containers have printed nothing. @throws Error where there is no log */
  async log(pod: string, namespace: string, container: string, lines: number): Promise<string> {
    const query = new URLSearchParams({ container, tailLines: `${lines}` });
    const response = await fetch(`${this.serving.url}/api/v1/namespaces/${namespace}/pods/${pod}/log?${query.toString()}`);
    const text = await response.text();
    if (!response.ok) { throw refusal(response.status, text); }
    return text;
  }

  /** Forgets which kinds there are; needed after a CustomResourceDefinition came. */
  forgetKinds(): void {
    this.resources.clear();
  }

  /** Whether the server knows the kind. */
  async knows(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.resourcesOf(apiVersion)).has(kind);
  }

  private async pathOf(object: KubernetesObject): Promise<string> {
    return `${await this.collectionOf(object)}/${encodeURIComponent(object.metadata.name)}`;
  }

  private async collectionOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const { path, namespaced } = await this.resource(apiVersion, kind);
    return `${rootOf(apiVersion)}${namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : ''}/${path}`;
  }

  private async resource(apiVersion: string, kind: string): Promise<Resource> {
    const found = (await this.resourcesOf(apiVersion)).get(kind);
    if (found === undefined) { throw new Refusal(404, 'NotFound', `the server knows no ${kind} of ${apiVersion}`); }
    return found;
  }

  private resourcesOf(apiVersion: string): Promise<Map<string, Resource>> {
    let found = this.resources.get(apiVersion);
    if (found === undefined) {
      found = this.discover(apiVersion);
      this.resources.set(apiVersion, found);
    }
    return found;
  }

  private async discover(apiVersion: string): Promise<Map<string, Resource>> {
    try {
      const { object } = await this.request('GET', rootOf(apiVersion));
      const resources = object.resources as { name: string; kind: string; namespaced: boolean }[];
      return new Map(resources.filter(({ name }) => !name.includes('/')).map(({ name, kind, namespaced }) => [kind, { path: name, namespaced }]));
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) { return new Map(); }
      throw error;
    }
  }

  private async request(method: string, path: string, body?: object, contentType = 'application/json'): Promise<Answer> {
    const response = await fetch(`${this.serving.url}${path}`, {
      method, headers: { 'accept': 'application/json', 'content-type': contentType }, ...body && { body: JSON.stringify(body) },
    });
    const text = await response.text();
    if (!response.ok) { throw refusal(response.status, text); }
    return { object: JSON.parse(text) as KubernetesObject, warnings: warningsOf(response.headers.get('warning') ?? '') };
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function refusal(status: number, text: string): Refusal {
  try {
    const { message, reason } = JSON.parse(text) as { message?: string; reason?: string };
    return new Refusal(status, reason ?? '', message ?? text);
  } catch {
    return new Refusal(status, '', text.trim());
  }
}

/** Texts of a Warning header (RFC 7234, section 5.5). */
function warningsOf(header: string): string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
}
