import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chartTemplates } from '../../src/render/chart-templates';
import { createRender, renderTree } from '../../src/render/renderer';
import { type HelmChart, helmUnits } from '../../src/render/unit';

export const render = createRender(chartTemplates());

/** Writes a chart below a folder, as synth does below a repository. @returns the chart's folder */
export function writeChart(folder: string, chart: HelmChart): string {
  for (const [path, text] of renderTree(helmUnits(chart), render)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return join(folder, 'dist', 'charts', chart.name);
}
