import { byTitle, isManifest, type Manifest } from './manifest';
import type { RenderModel } from './model-changes';
import type { EnvironmentSide } from './side';
import { compile, when } from '../expression';
import type { ObjectTemplate } from '../render/object-template';
import type { ChartName } from '../render/unit';
import { resolvePlatform } from '../spec';
import { plainYamlLibrary } from '../spec/load/yaml-library';

/** Both charts as functions of their values, to plain objects and not to text. */
export interface ObjectRenders {
  readonly renderModel: RenderModel;
  readonly renderPlatform: (side: EnvironmentSide) => ReadonlyMap<string, Manifest>;
}

export function objectRenders(templates: Record<ChartName, readonly ObjectTemplate[]>): ObjectRenders {
  const [model, platform] = [compiled(templates.model), compiled(templates.platform)];
  return {
    renderModel: (values) => byTitle(model(values)),
    renderPlatform: ({ file, environment }) => byTitle(platform(resolvePlatform({ file, value: environment }))),
  };
}

function compiled(templates: readonly ObjectTemplate[]): (values: object) => Manifest[] {
  const evaluates = templates.map(({ condition, template }) => compile(when(condition, template)));
  return (values) => evaluates.map((evaluate) => evaluate(values)).filter(isManifest);
}

/** The objects in rendered texts; undefined where one is no YAML any more. */
export function parseManifests(texts: readonly string[]): Manifest[] | undefined {
  const { CORE_SCHEMA, loadAll } = plainYamlLibrary();
  try {
    return texts.flatMap((text) => loadAll(text, undefined, { schema: CORE_SCHEMA })).filter(isManifest);
  } catch {
    return undefined;
  }
}
