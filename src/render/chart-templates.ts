import { ModelChart } from '../charts/model-chart';
import { PlatformChart } from '../charts/platform-chart';
import { symbolic } from '../expression';
import { objectTemplates, type ObjectTemplate } from './object-template';
import type { ChartName } from './unit';
import type { PlatformValues } from '../spec/platform-values';
import type { ScoringValues } from '../spec/values';

/** The objects of every chart as templates, each chart built once with symbolic values. A pure function of the code. */
export function chartTemplates(): Record<ChartName, ObjectTemplate[]> {
  return {
    model: objectTemplates((app) => new ModelChart(app, 'model', symbolic<ScoringValues>())),
    platform: objectTemplates((app) => new PlatformChart(app, 'platform', symbolic<PlatformValues>())),
  };
}
