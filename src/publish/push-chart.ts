import type { ChartPackage } from './chart-package';
import { blobOf } from './layer';
import { PublishError } from './publish-error';
import type { PushedArtifact } from './push-artifact';
import { parseOciUrl } from './reference';
import { descriptor, type Manifest, MANIFEST_TYPE, type Registry } from './registry';
import type { Signing } from './sign';
import { signOnce, tag } from './signed-tag';

/** https://helm.sh/docs/topics/registries/#oci-artifacts-and-tags */
const CONFIG_TYPE = 'application/vnd.cncf.helm.config.v1+json';
const CONTENT_TYPE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/**
 * Pushes a chart under its version. A version that is there stays what it is: the same content is not pushed again, another is refused.
 * @param parent `oci://<registry>/<path>`, below which each chart has a repository of its name, as `helm push` has it
 * @throws PublishError
 */
export async function pushChart(
  registry: Registry, parent: string, { name, version, metadata, layer }: ChartPackage,
  { dryRun, signing }: { readonly dryRun: boolean; readonly signing?: Signing },
): Promise<PushedArtifact> {
  const url = `${parent}/${name}`;
  const { repository } = parseOciUrl(url);
  // A tag may not hold a plus (https://helm.sh/docs/topics/registries/#oci-feature-deprecation-and-behavior-changes).
  const label = version.replaceAll('+', '_');
  const config = blobOf(JSON.stringify(metadata));
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(CONFIG_TYPE, config),
    layers: [descriptor(CONTENT_TYPE, layer)],
    annotations: { 'org.opencontainers.image.title': name, 'org.opencontainers.image.version': version },
  };
  const digest = blobOf(JSON.stringify(manifest)).digest;
  const found = await registry.manifest({ repository }, label);
  if (found?.manifest.layers?.some((each) => each.digest === layer.digest)) {
    if (signing !== undefined && !dryRun) { await signOnce(registry, url, found.digest, signing); }
    return { url: `${url}:${version}`, digest: found.digest, pushed: false };
  }
  if (found !== undefined) {
    throw new PublishError(`${url} has a version ${version} already, with another content (${found.digest}); a version never changes: raise metadata.version of models/${name}.yaml`);
  }
  if (!dryRun) {
    await registry.putBlob(repository, config);
    await registry.putBlob(repository, layer);
    await tag(registry, url, label, manifest, signing);
  }
  return { url: `${url}:${version}`, digest, pushed: true };
}
