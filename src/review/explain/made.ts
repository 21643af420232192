import { posix } from 'node:path';
import type { ObjectTemplate } from '../../render/object-template';
import type { ChartName, ReleasedTenant, Unit } from '../../render/unit';
import { unitPath } from '../../render/unit';
import { type Origin, Origins, type Placement, type ScoringValues } from '../../spec';
import type { Repository } from '../../spec/assemble';

/** The objects of a chart as templates, values that they were rendered with, and where each of the values comes from. */
export interface Made {
  readonly objects: readonly ObjectTemplate[];
  readonly values: object;
  /** @param field dotted, of the values */
  readonly originOf: (field: string) => Origin;
}

/** The unit that a rendered file is of; undefined for a file that is not rendered. */
export function unitOfFile(units: readonly Unit[], file: string): Unit | undefined {
  return units.find((unit) => unitPath(unit) === file) ?? units.find((unit) => unitPath(unit) === posix.dirname(file));
}

/** Whether a file is a list of other files for Flux. */
export function isFileList(file: string): boolean {
  return posix.basename(file) === 'kustomization.yaml';
}

/** What may have made an object in a unit's files: one for each of the values that the unit renders its chart with. None for a unit that has no chart of ours. */
export function madeOf(
  unit: Unit, repository: Repository, templates: Readonly<Record<ChartName, readonly ObjectTemplate[]>>, textOf: (file: string) => string,
): Made[] {
  if (!Object.hasOwn(templates, unit.chart)) { return []; }
  const objects = templates[unit.chart as ChartName];
  const all = Array.isArray(unit.values) ? unit.values as object[] : [unit.values];
  return all.map((values) => ({ objects, values, originOf: originsOf(values, unit, repository, textOf) }));
}

/** Values of one model, of what an environment's models share, or of both in one. */
function originsOf(values: object, unit: Unit, { placements, environments }: Repository, textOf: (file: string) => string): Made['originOf'] {
  const ofModel = (model: ScoringValues) => {
    const isIts = ({ values: { name, environment } }: Placement) => name === model.name && environment.name === model.environment.name;
    const { environment, model: spec } = placements.find(isIts)!;
    return new Origins(environment, textOf, spec);
  };
  if (unit.chart === 'model') {
    const origins = ofModel(values as ScoringValues);
    return (field) => origins.of(field);
  }
  const shared = new Origins(environments.find(({ file }) => unit.sources.includes(file))!, textOf);
  if (unit.chart !== 'tenant' && unit.chart !== 'released-tenant') { return (field) => shared.of(field); }
  const origins = ofModel((values as ReleasedTenant).model);
  return (field) => {
    const [part, ...rest] = field.split('.');
    return (part === 'model' ? origins : shared).of(rest.join('.'));
  };
}
