import type { TemplatePath } from '../azure';
import type { FileFleet } from './fleets';
import { fluxUnits } from './flux-units';
import type { Area } from './scan';
import { type HelmChart, helmUnits, modelUnit, parametersUnit, platformUnit, type Unit } from './unit';
import type { Repository } from '../spec/assemble';
import { completeEnvironment, deliversCharts, hasCharts } from '../spec/environment';
import { compare } from '../spec/problem';
import { resolveCluster } from '../spec/resolve/resolve-cluster';
import { resolvePlatform } from '../spec/resolve/resolve-platform';
import { didYouMean } from '../spec/validate/nearest';
import type { ScoringValues } from '../spec/values';

/** What a run is about; empty for everything. */
export interface Selection {
  readonly environments: readonly string[];
  readonly models: readonly string[];
}

export interface SelectedUnits {
  readonly units: readonly Unit[];
  /** Where this run removes what is no longer rendered: what was selected, and nothing else. */
  readonly areas: readonly Area[];
  /** Whether that is everything there is. */
  readonly complete: boolean;
}

/** What there is to select from. */
export interface SelectedFrom {
  readonly repository: Repository;
  /** None while there are errors in the specs. */
  readonly fleets: readonly FileFleet[];
  readonly template: TemplatePath;
}

/** A name that no spec has; the message is for the person who gave it. */
export class SelectionError extends Error {}

/** @throws SelectionError */
export function selectUnits({ repository, fleets, template }: SelectedFrom, { environments, models }: Selection): SelectedUnits {
  refuseUnknown('environment', environments, repository.environments.map(({ value }) => value.metadata.name));
  refuseUnknown('model', models, repository.models.map(({ value }) => value.metadata.name));
  const placements = repository.placements.filter(({ values }) => includes(environments, values.environment.name) && includes(models, values.name));
  const modelUnits = placements.map(({ values }) => modelUnit(values));
  const charts = chartsOf(repository, new Set(placements.map(({ values }) => values.name)));
  const chartUnits = charts.flatMap(helmUnits);
  // What all models share is not about any of them.
  const platforms = models.length > 0 ? [] : repository.environments.filter(({ value }) => includes(environments, value.metadata.name));
  const complete = environments.length === 0 && models.length === 0;
  const units = [
    ...platforms.flatMap((environment) => [platformUnit(resolvePlatform(environment)), ...treeUnits(repository, environment, charts)]),
    ...modelUnits, ...chartUnits,
    // What Azure needs is computed from all models together, and no part of a fleet is right by itself.
    ...(complete && fleets.length > 0 ? [parametersUnit(fleets, template)] : []),
  ];
  const areas = complete
    ? ['bicep/environments', 'dist/charts', 'dist/clusters', 'dist/models', 'dist/platform'].map((folder) => ({ folder }))
    : [
      ...[...new Set(placements.map(({ values }) => values.name))].map((name) => ({ folder: `dist/charts/${name}` })),
      ...partialAreas(repository, environments, models),
    ];
  return { units, areas, complete };
}

/** The Flux tree of an environment that Flux is to read. It is about all of its models together. */
function treeUnits({ placements }: Repository, environment: Repository['environments'][number], charts: readonly HelmChart[]): Unit[] {
  if (environment.value.spec.gitops === undefined) { return []; }
  const models = placements.filter((placement) => placement.environment.file === environment.file).map(({ values }) => values);
  return fluxUnits(resolveCluster(environment, models), models, charts);
}

/** The charts of models. Each is about all environments with charts that its model runs in, whichever of them are selected. */
function chartsOf({ placements }: Repository, models: ReadonlySet<string>): HelmChart[] {
  const charts = new Map<string, { name: string; version: string; delivered: boolean; placements: ScoringValues[] }>();
  for (const { model, environment, values } of placements) {
    const { name, version } = model.value.metadata;
    const there = completeEnvironment(environment.value);
    if (!models.has(name) || !hasCharts(there)) { continue; }
    const chart = charts.get(name) ?? { name, version, delivered: false, placements: [] };
    chart.placements.push(values);
    chart.delivered ||= deliversCharts(there);
    charts.set(name, chart);
  }
  for (const chart of charts.values()) { chart.placements.sort((left, right) => compare(left.environment.name, right.environment.name)); }
  return [...charts.values()];
}

function partialAreas(repository: Repository, environments: readonly string[], models: readonly string[]): Area[] {
  const names = environments.length > 0 ? environments : repository.environments.map(({ value }) => value.metadata.name);
  return [...new Set(names)].flatMap((environment) => {
    if (models.length === 0) { return ['clusters', 'models', 'platform'].map((part) => ({ folder: `dist/${part}/${environment}` })); }
    return [...new Set(models)].map((model) => ({ folder: `dist/models/${environment}`, file: `${model}.yaml` }));
  });
}

function includes(selected: readonly string[], name: string): boolean {
  return selected.length === 0 || selected.includes(name);
}

function refuseUnknown(noun: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) { throw new SelectionError(`no ${noun} is called ${unknown}${didYouMean(unknown, known)}`); }
}
