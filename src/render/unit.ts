import type { FileFleet } from './fleets';
import type { PlatformValues } from '../spec/platform-values';
import type { ScoringValues } from '../spec/values';

/** The charts that synth renders. */
export const CHARTS = ['model', 'platform'] as const;
export type ChartName = (typeof CHARTS)[number];

/**
 * The folders of a Helm chart. Each is a unit of its own, because the templates of all models are the same and only the chart's own folder
 * changes with the values.
 */
export const HELM_FOLDERS = ['helm', 'helm-templates', 'helm-tests'] as const;
export type HelmFolder = (typeof HELM_FOLDERS)[number];

/** What is rendered as one: a chart, a folder of a Helm chart, or the parameters of the Bicep files; the values it is rendered with and the folder it is rendered into. */
export interface Unit {
  readonly chart: ChartName | HelmFolder | 'parameters';
  /** Relative to the repository's root, with forward slashes. */
  readonly folder: string;
  /** The files that say what is in the folder, for the first line of each file. */
  readonly sources: readonly string[];
  readonly values: object;
}

export function modelUnit(values: ScoringValues): Unit {
  return {
    chart: 'model',
    folder: `dist/models/${values.environment.name}/${values.name}`,
    sources: [values.source.model, values.source.environment],
    values,
  };
}

/** A model's Helm chart: one definition for all environments that the model runs in. */
export interface HelmChart {
  readonly name: string;
  /** Semantic version of the model, as its metadata has it. */
  readonly version: string;
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

export function platformUnit(values: PlatformValues): Unit {
  return { chart: 'platform', folder: `dist/platform/${values.environment.name}`, sources: [values.source], values };
}

/** The parameters that every environment's resources in Azure are deployed with. */
export function parametersUnit(fleets: readonly FileFleet[]): Unit {
  return { chart: 'parameters', folder: 'bicep/environments', sources: [], values: { fleets } };
}
