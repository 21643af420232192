import { posix } from 'node:path';
import { createHelmRender } from '../../render/helm/helm-renderer';
import type { ObjectTemplate } from '../../render/object-template';
import { type ChartName, type HelmChart, type Unit, unitPath, valuesOf } from '../../render/unit';
import { type Origin, Origins, type Placement, type ScoringValues } from '../../spec';
import type { Repository } from '../../spec/assemble';
import type { ReleasedTenantValues, TenantValues } from '../../spec/cluster-values';

/** Says of a dotted field of some values where it comes from. */
export type OriginOf = (field: string) => Origin;

/** The objects of a chart as templates, and the values that they were rendered with. */
export interface Made {
  readonly objects: readonly ObjectTemplate[];
  /** Several where one file holds the objects once for each. */
  readonly all: readonly object[];
  /** @param values one of `all` */
  readonly originsOf: (values: object) => OriginOf;
}

/** The unit that a rendered file is of; undefined for a file that is not rendered. */
export function unitOfFile(units: readonly Unit[], file: string): Unit | undefined {
  return units.find((unit) => unitPath(unit) === file) ?? units.find((unit) => unitPath(unit) === posix.dirname(file));
}

/** Whether a file is a list of other files for Flux. */
export function isFileList(file: string): boolean {
  return posix.basename(file) === 'kustomization.yaml';
}

/** What makes the objects in a unit's files; no objects where the unit has no chart of ours. */
export function madeOf(
  unit: Unit, repository: Repository, templates: Readonly<Record<ChartName, readonly ObjectTemplate[]>>, textOf: (file: string) => string,
): Made {
  const { versionOf } = createHelmRender(() => templates.model);
  return {
    objects: Object.hasOwn(templates, unit.chart) ? templates[unit.chart as ChartName] : [],
    all: valuesOf(unit, versionOf),
    originsOf: (values) => originsOf(values, unit, repository, textOf),
  };
}

/** The chart that a file under dist/charts/ is of. */
export function chartOfFile(units: readonly Unit[], file: string): HelmChart | undefined {
  return units.find(({ chart, folder }) => chart === 'helm' && file.startsWith(`${folder}/`))?.values as HelmChart | undefined;
}

/** Where the values of a model in an environment come from. */
export function modelOrigins(model: ScoringValues, { placements }: Repository, textOf: (file: string) => string): OriginOf {
  const isIts = ({ values: { name, environment } }: Placement) => name === model.name && environment.name === model.environment.name;
  const { environment, model: spec } = placements.find(isIts)!;
  const origins = new Origins(environment, textOf, spec);
  return (field) => origins.of(field);
}

/** Values of one model, of what an environment's models share, or of both in one. */
function originsOf(values: object, unit: Unit, repository: Repository, textOf: (file: string) => string): OriginOf {
  if (unit.chart === 'model') { return modelOrigins(values as ScoringValues, repository, textOf); }
  const shared = new Origins(repository.environments.find(({ file }) => unit.sources.includes(file))!, textOf);
  if (unit.chart !== 'tenant' && unit.chart !== 'released-tenant') { return (field) => shared.of(field); }
  const originOf = modelOrigins((values as TenantValues | ReleasedTenantValues).model, repository, textOf);
  return (field) => {
    const [part, ...rest] = field.split('.');
    return part === 'model' ? originOf(rest.join('.')) : shared.of(rest.join('.'));
  };
}
