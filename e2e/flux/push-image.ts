import { blobOf } from '../../src/publish/layer';
import { descriptor, MANIFEST_TYPE, Registry } from '../../src/publish/registry';

/** Pushes an image that holds nothing: to whom looks for tags and digests it is like any other. Answers its digest. */
export async function pushImage(reference: string): Promise<string> {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference)!;
  const registry = new Registry(host);
  // The tag is in the configuration, so that no two images are the same.
  const config = blobOf(JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: { version: tag } }, rootfs: { type: 'layers', diff_ids: [] } }));
  await registry.putBlob(repository, config);
  return registry.putManifest(repository, tag, {
    schemaVersion: 2, mediaType: MANIFEST_TYPE, config: descriptor('application/vnd.oci.image.config.v1+json', config), layers: [],
  });
}
