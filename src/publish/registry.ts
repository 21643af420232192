import { Authorization } from './authorization';
import { type Blob, digestOf } from './layer';
import { PublishError } from './publish-error';
import { baseUrl, type OciRepository } from './reference';

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface StoredManifest {
  readonly digest: string;
  readonly manifest: Manifest;
}

export function descriptor(mediaType: string, { digest, bytes }: Blob): Descriptor {
  return { mediaType, digest, size: bytes.length };
}

/** The parts of the distribution API that pushing takes (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
export class Registry {
  private readonly authorization: Authorization;

  constructor(private readonly host: string) {
    this.authorization = new Authorization(host);
  }

  /** What a tag or digest stands for; undefined where there is nothing. */
  async manifest({ repository }: Pick<OciRepository, 'repository'>, reference: string): Promise<StoredManifest | undefined> {
    const response = await this.request(repository, 'GET', `manifests/${reference}`, { accept: MANIFEST_TYPE });
    if (response.status === 404) { return undefined; }
    await this.expect(response, repository, 'reading');
    const bytes = Buffer.from(await response.arrayBuffer());
    return { digest: digestOf(bytes), manifest: JSON.parse(bytes.toString()) as Manifest };
  }

  /**
   * Types of what refers to a manifest, such as its signatures. A registry that does not list them has them under a tag made of the digest
   * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema).
   */
  async referrers(repository: string, digest: string): Promise<string[]> {
    let response = await this.request(repository, 'GET', `referrers/${digest}`, { accept: INDEX_TYPE });
    if (response.status === 404) { response = await this.request(repository, 'GET', `manifests/${digest.replace(':', '-')}`, { accept: INDEX_TYPE }); }
    if (response.status === 404) { return []; }
    await this.expect(response, repository, 'reading');
    const { manifests = [] } = await response.json() as { manifests?: readonly { readonly artifactType?: string }[] };
    return manifests.flatMap(({ artifactType }) => artifactType ?? []);
  }

  /** Stores a blob where it is not there yet. */
  async putBlob(repository: string, { digest, bytes }: Blob): Promise<void> {
    const found = await this.request(repository, 'HEAD', `blobs/${digest}`);
    if (found.ok) { return; }
    const started = await this.request(repository, 'POST', 'blobs/uploads/');
    await this.expect(started, repository, 'pushing');
    const location = new URL(started.headers.get('location')!, baseUrl(this.host));
    location.searchParams.set('digest', digest);
    const stored = await this.request(repository, 'PUT', location.href, { 'content-type': 'application/octet-stream' }, bytes);
    await this.expect(stored, repository, 'pushing');
  }

  /** Stores a manifest, and lets a tag stand for it unless it is given by its own digest. Answers its digest. */
  async putManifest(repository: string, reference: string, manifest: Manifest): Promise<string> {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const response = await this.request(repository, 'PUT', `manifests/${reference}`, { 'content-type': MANIFEST_TYPE }, bytes);
    await this.expect(response, repository, 'pushing');
    return digestOf(bytes);
  }

  private async request(
    repository: string, method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    const url = path.startsWith('http') ? path : `${baseUrl(this.host)}/v2/${repository}/${path}`;
    const scope = `repository:${repository}:pull,push`;
    const send = async (authorization: string | undefined) => {
      const init = { method, headers: { ...headers, ...authorization !== undefined && { authorization } }, ...body && { body } };
      return fetch(url, init).catch((error: unknown) => { throw this.unreachable(error); });
    };
    const first = await send(await this.authorization.known(scope));
    const challenge = first.headers.get('www-authenticate');
    if (first.status !== 401 || challenge === null) { return first; }
    const authorization = await this.authorization.answer(scope, challenge).catch((error: unknown) => {
      throw error instanceof PublishError ? error : this.unreachable(error);
    });
    return send(authorization);
  }

  private unreachable(error: unknown): PublishError {
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    return new PublishError(`the registry ${this.host} cannot be reached: ${cause?.code ?? cause?.message ?? String(error)}; is its name right, and may this machine reach it?`);
  }

  private async expect(response: Response, repository: string, what: string): Promise<void> {
    if (response.ok) { return; }
    if (response.status === 401 || response.status === 403) {
      throw new PublishError(`${this.host} forbids ${what} ${repository}; the role AcrPush is needed (ABAC registries: Container Registry Repository Writer), or docker login ${this.host}`);
    }
    const text = (await response.text()).slice(0, 300);
    throw new PublishError(`${this.host} answered ${response.status} on ${what} ${repository}: ${text}`);
  }
}
