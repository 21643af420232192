import { chartPackage, type ChartPackage } from './chart-package';
import type { ArtifactFile } from './layer';
import type { PushedArtifact } from './push-artifact';
import { pushChart } from './push-chart';
import { parseOciUrl } from './reference';
import { Registry } from './registry';
import type { Signing } from './sign';

export interface ChartFolder {
  /** By path relative to the chart's folder. */
  readonly files: readonly ArtifactFile[];
  /** Its Chart.yaml. */
  readonly metadata: ChartPackage['metadata'];
}

/** Pushes charts below a place in a registry, one after the other, so that a refusal is the last thing that is said. @throws PublishError */
export async function publishCharts(
  charts: readonly ChartFolder[], parent: string, options: { readonly dryRun: boolean; readonly signing?: Signing },
): Promise<PushedArtifact[]> {
  const registry = new Registry(parseOciUrl(parent).host);
  const pushed: PushedArtifact[] = [];
  for (const { files, metadata } of charts) {
    const chart = await chartPackage(files, metadata);
    pushed.push(await pushChart(registry, parent, chart, options));
  }
  return pushed;
}
