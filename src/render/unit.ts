import type { PlatformValues } from '../spec/platform-values';
import type { ScoringValues } from '../spec/values';

/** The charts that synth renders. */
export const CHARTS = ['model', 'platform'] as const;
export type ChartName = (typeof CHARTS)[number];

/** What is deployed as one: a chart, the values it is rendered with and the folder it is rendered into. */
export interface Unit {
  readonly chart: ChartName;
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

export function platformUnit(values: PlatformValues): Unit {
  return { chart: 'platform', folder: `dist/platform/${values.environment.name}`, sources: [values.source], values };
}
