import type { TemplatePath } from '../azure';
import type { FileFleet } from './fleets';
import type { ReleasedTenantValues } from '../spec/cluster-values';
import type { PlatformValues } from '../spec/platform-values';
import type { ScoringValues } from '../spec/values';

/** The charts that synth renders. */
export const CHARTS = [
  'model', 'platform',
  // Of a Flux tree.
  'cluster', 'bootstrap', 'tenant', 'released-tenant', 'team', 'shard', 'image-updates', 'watched-image', 'traefik', 'cert-manager', 'nvidia-device-plugin', 'policies', 'headlamp',
] as const;
export type ChartName = (typeof CHARTS)[number];

/**
 * The folders of a Helm chart. Each is a unit of its own, because the templates of all models are the same and only the chart's own folder
 * changes with the values.
 */
export const HELM_FOLDERS = ['helm', 'helm-templates', 'helm-tests'] as const;
export type HelmFolder = (typeof HELM_FOLDERS)[number];

/** What is rendered as one: a chart, a folder of a Helm chart, a list of files for Flux, or the parameters of the Bicep files; the values it is rendered with and where it is rendered to. */
export interface Unit {
  readonly chart: ChartName | HelmFolder | 'kustomization' | 'parameters';
  /** Relative to the repository's root, with forward slashes. */
  readonly folder: string;
  /** The one file that the unit is, where it is one file among others' in the folder; else the folder's files are all the unit's. */
  readonly file?: string;
  /** The files that say what is rendered, for the first line of each file. */
  readonly sources: readonly string[];
  /** A list where one file holds the chart's objects once for each of several values. */
  readonly values: object;
}

/** Path of what a unit is, relative to the repository's root: a file or a folder. No two units of a run share one. */
export function unitPath({ folder, file }: Unit): string {
  return file === undefined ? folder : `${folder}/${file}`;
}

/**
 * A model in an environment: one file with all its objects. A file an object would be fourteen times as many for Git, for Flux and for each
 * synth to look at, and a change of a field that reaches three objects would be three files for a reviewer to open.
 */
export function modelUnit(values: ScoringValues): Unit {
  return {
    chart: 'model',
    folder: `dist/models/${values.environment.name}`,
    file: `${values.name}.yaml`,
    sources: [values.source.model, values.source.environment],
    values,
  };
}

/** A model's Helm chart: one definition for all environments that the model runs in. */
export interface HelmChart {
  readonly name: string;
  /** Semantic version of the model, as its metadata has it. */
  readonly version: string;
  /** Whether Flux installs it in one of the environments. Then the chart's version says what is in it. @default false */
  readonly delivered?: boolean;
  /** Never empty; sorted by environment. The first one's values are the chart's own. */
  readonly placements: readonly ScoringValues[];
}

export function helmUnits(chart: HelmChart): Unit[] {
  const folder = `dist/charts/${chart.name}`;
  const sources = [chart.placements[0].source.model];
  const environments = chart.placements.map(({ source }) => source.environment);
  return [
    { chart: 'helm', folder, sources: [...sources, ...environments], values: chart },
    { chart: 'helm-templates', folder: `${folder}/templates`, sources, values: {} },
    { chart: 'helm-tests', folder: `${folder}/templates/tests`, sources, values: {} },
  ];
}

/** A model's place where Flux installs its chart, before the chart's version is known: that is made of all that is in the chart. */
export interface ReleasedTenant extends Omit<ReleasedTenantValues, 'version'> {
  /** Given where the release names its version. */
  readonly chart?: HelmChart;
}

/**
 * The values that a unit's chart is rendered with: one, or several in one file.
 * @param versionOf the version that a model's chart is written with
 */
export function valuesOf({ chart, values }: Pick<Unit, 'chart' | 'values'>, versionOf: (chart: HelmChart) => string): readonly object[] {
  if (chart !== 'released-tenant') { return Array.isArray(values) ? values as object[] : [values]; }
  return (values as ReleasedTenant[]).map(({ chart: its, ...tenant }): ReleasedTenantValues => ({ ...tenant, version: its === undefined ? '' : versionOf(its) }));
}

export function platformUnit(values: PlatformValues): Unit {
  return { chart: 'platform', folder: `dist/platform/${values.environment.name}`, sources: [values.source], values };
}

/** What the parameters of all environments are made of, and what they are for. */
export interface ParametersValues {
  readonly fleets: readonly FileFleet[];
  readonly template: TemplatePath;
}

/** The parameters that every environment's resources in Azure are deployed with. */
export function parametersUnit(fleets: readonly FileFleet[], template: TemplatePath): Unit {
  return { chart: 'parameters', folder: 'bicep/environments', sources: [], values: { fleets, template } satisfies ParametersValues };
}
