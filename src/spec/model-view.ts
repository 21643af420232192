import type { CompleteModelMetadata, CompleteModelSpec } from './complete-model.generated';
import { specSchema } from './load/schemas';
import type { Model, ModelSpec } from './model.generated';
import { dotted, valueAt, type Finding, type SpecPath } from './problem';
import { withDefaults } from './schema/defaults';
import type { JsonSchema } from './schema/json-schema';
import { overlay } from './schema/overlay';
import { shown } from './wording';

const views = new WeakMap<Model, Map<string | undefined, ModelView>>();

/** A model as it stands in one environment, or in none: overrides laid over it and defaults filled in, and still knowing where each value was written. */
export class ModelView {
  /**
   * The view of a model, made once.
   * @param environment name of the environment; without one, the model before any override.
   */
  public static of(model: Model, environment?: string): ModelView {
    let ofModel = views.get(model);
    if (ofModel === undefined) views.set(model, ofModel = new Map());
    let view = ofModel.get(environment);
    if (view === undefined) ofModel.set(environment, view = new ModelView(model, environment));
    return view;
  }

  public readonly metadata: CompleteModelMetadata;
  public readonly spec: CompleteModelSpec;
  private readonly override: Partial<ModelSpec> | undefined;

  private constructor(private readonly model: Model, public readonly environment: string | undefined) {
    const overrides = model.spec.environments;
    if (environment !== undefined && (overrides === undefined || !Object.hasOwn(overrides, environment))) {
      ({ metadata: this.metadata, spec: this.spec } = ModelView.of(model));
      return;
    }
    const schema = specSchema('Model');
    const { environments: _, ...base } = model.spec;
    const { version, ...override } = environment === undefined ? {} : overrides![environment];
    this.override = override;
    this.spec = withDefaults(overlay(base, override, definition(schema, 'spec'), schema), definition(schema, 'spec'), schema) as CompleteModelSpec;
    const metadata = withDefaults(model.metadata, definition(schema, 'metadata'), schema) as CompleteModelMetadata;
    this.metadata = version === undefined ? metadata : { ...metadata, version };
  }

  /** Where in the file the value at a path under `spec` was written: in the override, else in the base; undefined for a default. */
  public origin(path: SpecPath): SpecPath | undefined {
    if (this.environment !== undefined && decidedBy(this.override, path)) return ['spec', 'environments', this.environment, ...path];
    return valueAt(this.model.spec, path) === undefined ? undefined : ['spec', ...path];
  }

  /** A field by the name under which it was written. */
  public name(path: SpecPath): string {
    return dotted(this.origin(path) ?? ['spec', ...path]);
  }

  /** A field with its value: `spec.scaling.max (10, the default)`. */
  public say(path: SpecPath): string {
    const value = valueAt(this.spec, path);
    const text = typeof value === 'string' ? value : shown(value);
    return `${this.name(path)} (${text}${this.origin(path) === undefined ? ', the default' : ''})`;
  }

  /** A finding at the first of these fields that was written, by its value. */
  public at(candidates: readonly SpecPath[], message: string): Finding {
    const written = candidates.map((path) => this.origin(path)).find((path) => path !== undefined);
    return { path: written ?? ['spec', ...candidates[0]], at: 'value', message };
  }
}

/** Whether an override gives the value at a path; a list is given as a whole. */
function decidedBy(override: unknown, path: SpecPath): boolean {
  let inner = override;
  for (const part of path) {
    if (Array.isArray(inner)) return true;
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return false;
    inner = (inner as Record<string | number, unknown>)[part];
  }
  return inner !== undefined;
}

function definition(schema: JsonSchema, name: string): JsonSchema {
  return schema.$defs![name];
}
