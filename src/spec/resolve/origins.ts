import { completeEnvironment } from '../environment';
import type { Environment } from '../environment.generated';
import { specSchema } from '../load/schemas';
import { SourceText } from '../load/source-text';
import { ModelView } from '../model-view';
import type { Model } from '../model.generated';
import { valueAt, type Position, type SpecPath } from '../problem';
import { ENVIRONMENT_SOURCES } from './environment-sources';
import { MODEL_SOURCES } from './model-sources';
import type { SpecOf } from './resolve-model';
import type { Source, Sources } from './sources';
import { schemaAt } from '../schema/json-schema';

/** Where a resolved value comes from: a line of a file, a default of the schema, or a rule over other values. `kind` and `path` are those of the spec's field. */
export type Origin = Position & { readonly from: 'file'; readonly file: string; readonly path: SpecPath }
  | { readonly from: 'default'; readonly kind: 'Model' | 'Environment'; readonly path: SpecPath } | { readonly from: 'rule' };

/** Says of resolved values where they come from. Files are parsed for positions at the first question only. */
export class Origins {
  private readonly texts = new Map<string, SourceText>();
  private readonly view?: ModelView;

  /**
   * @param textOf the text of a file, asked for once
   * @param model whose values they are; left out for those of what an environment's models share
   */
  public constructor(
    private readonly environment: SpecOf<Environment>,
    private readonly textOf: (file: string) => string,
    private readonly model?: SpecOf<Model>,
  ) {
    this.view = model && ModelView.of(model.value, completeEnvironment(environment.value).metadata.name);
  }

  /** @param path of a resolved value, dotted: `scaling.min`, `inputs.0.name`. */
  public of(path: string): Origin {
    const sources = sourcesOf(this.model === undefined ? ENVIRONMENT_SOURCES : MODEL_SOURCES, path);
    for (const source of sources) {
      const written = this.written(source);
      if (written !== undefined) return { from: 'file', ...written, ...this.text(written.file).position(written.path, 'value') };
    }
    return sources.length > 0 ? defaultOf(sources[0]) : { from: 'rule' };
  }

  private written([part, dottedPath]: Source): { readonly file: string; readonly path: SpecPath } | undefined {
    const path = dottedPath.split('.');
    if (part === 'model') {
      const origin = this.view?.origin(path);
      return origin && { file: this.model!.file, path: origin };
    }
    const [spec, whole] = part === 'metadata' ? [this.model, ['metadata', ...path]] : [this.environment, path];
    return valueAt(spec?.value, whole) === undefined ? undefined : { file: spec!.file, path: whole };
  }

  private text(file: string): SourceText {
    let text = this.texts.get(file);
    if (text === undefined) this.texts.set(file, text = new SourceText(this.textOf(file)));
    return text;
  }
}

/** Those of the path itself, or of the nearest parent that has some. */
function sourcesOf(sources: Sources, path: string): readonly Source[] {
  for (let prefix = path; prefix !== ''; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('.'), 0))) {
    if (Object.hasOwn(sources, prefix)) return sources[prefix];
  }
  return [];
}

/** The schema's default where it has one; what is left out without one follows from other fields. */
function defaultOf([part, dottedPath]: Source): Origin {
  const kind = part === 'environment' ? 'Environment' : 'Model';
  const parent = part === 'environment' ? [] : [part === 'model' ? 'spec' : 'metadata'];
  const path = [...parent, ...dottedPath.split('.')];
  return schemaAt(specSchema(kind), path)?.default === undefined ? { from: 'rule' } : { from: 'default', kind, path };
}
