import { buildDigest, prebuiltFolder } from './build-digest';
import { CacheFile } from './cache-file';
import { loadTemplates } from './load-render';

/** Writes the templates of every chart beside the compiled program, so that no first run has to build them. The compile task calls it. */
export async function prebuild(): Promise<void> {
  await loadTemplates(new CacheFile(prebuiltFolder(), 'templates.json', buildDigest()));
}
