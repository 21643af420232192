import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactFile } from './layer';
import type { Artifact } from './push-artifact';
import type { ResolvedCluster } from '../spec/resolve/resolve-cluster';

/**
 * The artifacts of an environment that Flux reads from a registry, in the order in which they have to be there: each shard on its own, so that a
 * model that changes gives one of them a new digest, and last the tree that refers to them all.
 *
 * @param files all of dist/, by path relative to the repository's root
 * @param read the text of one of them
 */
export function artifactsOf({ cluster, shards }: ResolvedCluster, files: readonly string[], read: (path: string) => string): Artifact[] {
  const { environment: { name }, flux } = cluster;
  // The tree's paths begin where the repository's do, and so do those of the artifact.
  const prefix = flux.platformPath.replace(/^\.\//, '').slice(0, -`dist/platform/${name}`.length);
  const file = (path: string): ArtifactFile => ({ path: `${prefix}${path}`, text: read(path) });
  const ofShard = `dist/clusters/${name}/shards/`;
  const ofTree = files.filter((path) => (path.startsWith(`dist/clusters/${name}/`) && !path.startsWith(ofShard)) || path.startsWith(`dist/platform/${name}/`));
  return [
    ...shards.map(({ name: shard, artifact, resources }) => ({
      url: artifact.url,
      files: [file(`${ofShard}${shard}/kustomization.yaml`), ...resources.map((resource) => file(`dist/${resource.replaceAll('../', '')}`))],
    })),
    { url: flux.url, files: ofTree.map(file) },
  ];
}

export function readerIn(root: string): (path: string) => string {
  return (path) => readFileSync(join(root, path), 'utf8');
}
