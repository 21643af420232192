import { type ArtifactFile, blobOf, layerOf } from './layer';
import { parseOciUrl } from './reference';
import { descriptor, type Manifest, MANIFEST_TYPE, type Registry } from './registry';
import type { Signing } from './sign';
import { signOnce, tag } from './signed-tag';

/** What Flux's own `flux push artifact` writes (https://fluxcd.io/flux/cheatsheets/oci-artifacts/). */
const CONFIG_TYPE = 'application/vnd.cncf.flux.config.v1+json';
const CONTENT_TYPE = 'application/vnd.cncf.flux.content.v1.tar+gzip';

/** Files that Flux reads as one source. */
export interface Artifact {
  /** `oci://<registry>/<repository>` */
  readonly url: string;
  readonly files: readonly ArtifactFile[];
}

export interface Provenance {
  /** `main@sha1:<commit>`, as Flux writes revisions. */
  readonly revision: string;
  /** Address of the repository. */
  readonly source: string;
}

export interface PushedArtifact {
  readonly url: string;
  readonly digest: string;
  readonly pushed: boolean;
}

export interface PushOptions {
  readonly tag: string;
  readonly provenance: Provenance;
  readonly dryRun: boolean;
  readonly signing?: Signing;
}

/**
 * Lets a tag stand for an artifact. Where it stands for the same content already nothing is pushed, so the digest stays and Flux has nothing to do,
 * whatever commits came in between; the commit in the manifest is that of the last change. What stands there unsigned is signed all the same.
 */
export async function pushArtifact(
  registry: Registry, { url, files }: Artifact, { tag: name, provenance, dryRun, signing }: PushOptions,
): Promise<PushedArtifact> {
  const { repository } = parseOciUrl(url);
  const layer = await layerOf(files);
  const found = await registry.manifest({ repository }, name);
  const isThere = found?.manifest.layers?.length === 1 && found.manifest.layers[0].digest === layer.digest;
  if (isThere) {
    if (signing !== undefined && !dryRun) { await signOnce(registry, url, found.digest, signing); }
    return { url, digest: found.digest, pushed: false };
  }
  const config = blobOf(JSON.stringify({ architecture: '', os: '', config: {}, rootfs: { type: 'layers', diff_ids: [layer.diffId] } }));
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(CONFIG_TYPE, config),
    layers: [descriptor(CONTENT_TYPE, layer)],
    annotations: { 'org.opencontainers.image.revision': provenance.revision, 'org.opencontainers.image.source': provenance.source },
  };
  if (dryRun) { return { url, digest: blobOf(JSON.stringify(manifest)).digest, pushed: true }; }
  await registry.putBlob(repository, config);
  await registry.putBlob(repository, layer);
  return { url, digest: await tag(registry, url, name, manifest, signing), pushed: true };
}
