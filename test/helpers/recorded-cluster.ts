import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeFiles } from './temporary-folder';

/** An object as an API server wrote it. */
export interface RecordedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

interface Refused {
  readonly status: number;
  readonly message: string;
}

const PLURALS: Readonly<Record<string, string>> = { GitRepository: 'gitrepositories', OCIRepository: 'ocirepositories' };

/** Recorded objects behind the paths of the Kubernetes API over http: what no kubelet, registry or ACME server is here to bring about. */
export class RecordedCluster {
  /** Answers of the logs of containers, by `<pod>/<container>`, with ` previous` for the run before. */
  readonly logs = new Map<string, string>();
  /** Beginnings of paths that are refused. */
  readonly refused = new Map<string, Refused>();
  /** Further documents by path, such as a part of the OpenAPI schema. */
  readonly documents = new Map<string, object>();
  readonly requests: string[] = [];
  private objects: RecordedObject[] = [];
  private server?: Server;

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      const { status, body } = this.answer(new URL(request.url!, 'http://127.0.0.1'));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    await (this.server && once(this.server, 'close'));
  }

  holds(...objects: readonly RecordedObject[]): void {
    this.objects = [...objects];
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  /** Writes a kubeconfig for it and answers its path. */
  kubeconfig(folder: string, context = 'recorded'): string {
    return kubeconfigOf(folder, this.url, context);
  }

  private answer({ pathname, searchParams }: URL): { status: number; body: string } {
    this.requests.push(pathname);
    const refused = [...this.refused].find(([path]) => pathname.startsWith(path))?.[1];
    if (refused !== undefined) { return { status: refused.status, body: JSON.stringify({ kind: 'Status', message: refused.message }) }; }
    const document = this.documents.get(pathname);
    if (document !== undefined) { return { status: 200, body: JSON.stringify(document) }; }
    const log = /\/pods\/([^/]+)\/log$/.exec(pathname)?.[1];
    if (log !== undefined) {
      const text = this.logs.get(`${log}/${searchParams.get('container')}${searchParams.get('previous') === 'true' ? ' previous' : ''}`);
      return text === undefined ? notFound(pathname) : { status: 200, body: text };
    }
    const single = this.objects.find((object) => pathname === `${collectionOf(object)}/${object.metadata.name}`);
    if (single !== undefined) { return { status: 200, body: JSON.stringify(single) }; }
    const wanted = (searchParams.get('labelSelector') ?? '').split(',').filter((part) => part !== '').map((part) => part.split('='));
    const items = this.objects.filter((object) => [collectionOf(object), collectionOf({ ...object, metadata: { name: '' } })].includes(pathname)
      && wanted.every(([name, value]) => object.metadata.labels?.[name] === value));
    const isCollection = /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/[a-z]+$/.test(pathname);
    return isCollection ? { status: 200, body: JSON.stringify({ kind: 'List', metadata: {}, items }) } : notFound(pathname);
  }
}

/** A kubeconfig with one context and no credentials. */
export function kubeconfigOf(folder: string, server: string, context: string): string {
  writeFiles(folder, {
    'kubeconfig.json': JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: 'cluster', cluster: { server, ...server.startsWith('http:') && { 'insecure-skip-tls-verify': true } } }],
      'users': [{ name: 'user', user: {} }],
      'contexts': [{ name: context, context: { cluster: 'cluster', user: 'user' } }],
      'current-context': context,
    }),
  });
  return join(folder, 'kubeconfig.json');
}

function collectionOf({ apiVersion, kind, metadata: { namespace } }: Pick<RecordedObject, 'apiVersion' | 'kind' | 'metadata'>): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${PLURALS[kind] ?? `${kind.toLowerCase()}s`}`;
}

function notFound(path: string): { status: number; body: string } {
  return { status: 404, body: JSON.stringify({ kind: 'Status', message: `the server could not find ${path}` }) };
}
