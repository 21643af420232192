import { digestOf } from './layer';
import { parseOciUrl } from './reference';
import type { Manifest, Registry } from './registry';
import { isSigned, sign, type Signing } from './sign';

/**
 * Lets a tag stand for a manifest whose blobs are in the registry. Where it is to be signed, that comes first: a run that is killed, or that cannot
 * sign, moves no tag, and the next one does it all.
 * @returns the manifest's digest
 */
export async function tag(registry: Registry, url: string, name: string, manifest: Manifest, signing: Signing | undefined): Promise<string> {
  const { repository } = parseOciUrl(url);
  if (signing !== undefined) {
    const digest = await registry.putManifest(repository, digestOf(Buffer.from(JSON.stringify(manifest))), manifest);
    await sign(signing, url, digest);
  }
  return registry.putManifest(repository, name, manifest);
}

/** Signs what was pushed before anybody signed, or by whom nobody trusts any more. */
export async function signOnce(registry: Registry, url: string, digest: string, signing: Signing): Promise<void> {
  if (signing.again || !await isSigned(registry, signing, parseOciUrl(url).repository, digest)) { await sign(signing, url, digest); }
}
