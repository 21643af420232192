import type { CacheFile } from './cache-file';
import type { ObjectTemplate } from './object-template';
import type { Render } from './renderer';
import { parseTemplateJson, templateJson } from './template-json';
import type { ChartName } from './unit';

/** Makes the function that renders units. */
export async function loadRender(cache?: CacheFile): Promise<Render> {
  const { createRender } = await import('./renderer');
  return createRender(await loadTemplates(cache));
}

/**
 * The templates of every chart. They come from the cache where it has them, or from what was compiled with the program, which saves loading cdk8s and
 * its constructs: they are a function of the program alone.
 */
export async function loadTemplates(cache?: CacheFile): Promise<Record<ChartName, readonly ObjectTemplate[]>> {
  const remembered = cache?.read();
  if (remembered !== undefined) { return parseTemplateJson(remembered) as Record<ChartName, ObjectTemplate[]>; }
  const { chartTemplates } = await import('./chart-templates');
  const templates = chartTemplates();
  cache?.write(templateJson(templates));
  return templates;
}
