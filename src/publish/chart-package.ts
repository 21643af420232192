import { type ArtifactFile, type Layer, layerOf } from './layer';

/** A Helm chart as a registry keeps it (https://helm.sh/docs/topics/registries/#oci-artifacts-and-tags). */
export interface ChartPackage {
  readonly name: string;
  readonly version: string;
  /** Chart.yaml as JSON: the artifact's configuration. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly layer: Layer;
}

/**
 * Packs a chart, the same bytes wherever it is done.
 * @param files of the chart's folder, by path relative to that
 * @param metadata its Chart.yaml
 */
export async function chartPackage(files: readonly ArtifactFile[], metadata: ChartPackage['metadata']): Promise<ChartPackage> {
  const { name, version } = metadata as { name: string; version: string };
  const layer = await layerOf(files.map(({ path, text }) => ({ path: `${name}/${path}`, text })));
  return { name, version, metadata, layer };
}
