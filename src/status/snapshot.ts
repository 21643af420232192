import { ClusterFailure } from './cluster-failure';
import type { Certificate, ClusterObject, Deployment, FluxSource, HelmRelease, Kustomization, Pod, ReplicaSet } from './cluster-object';
import { type ClusterReader, get, list } from './cluster-reader';
import { tooOldForFlux } from './flux-apis';

const FLUX_NAMESPACE = 'flux-system';

/** What a cluster has of one environment, at one moment. */
export interface Snapshot {
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly pods: readonly Pod[];
  readonly certificates: readonly Certificate[];
  /** None where Flux is not there, or does not follow this repository. */
  readonly kustomizations: readonly Kustomization[];
  /** None where Flux applies manifests. */
  readonly releases: readonly HelmRelease[];
  readonly sources: readonly FluxSource[];
  readonly namespaces: readonly ClusterObject[];
  /** What holds for the cluster as a whole and a person should know. */
  readonly notes: readonly string[];
}

/** @throws ClusterFailure, also where the cluster is another environment's */
export async function takeSnapshot(reader: ClusterReader, environment: string, context: string): Promise<Snapshot> {
  // Not by who manages an object: of what Helm applies, Helm says that it does.
  const labels = `plumbline/environment=${environment}`;
  const ofFlux = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${FLUX_NAMESPACE}/kustomizations`;
  const sources = (plural: string) => list<FluxSource>(reader, `/apis/source.toolkit.fluxcd.io/v1/namespaces/${FLUX_NAMESPACE}/${plural}`, labels);
  const [
    variables, deployments, replicaSets, pods, namespaces, certificates, kustomizations, releases, repositories, artifacts, tooOld,
  ] = await Promise.all([
    get<{ data?: { environment?: string } }>(reader, `/api/v1/namespaces/${FLUX_NAMESPACE}/configmaps/plumbline-variables`),
    list<Deployment>(reader, '/apis/apps/v1/deployments', labels),
    list<ReplicaSet>(reader, '/apis/apps/v1/replicasets', labels),
    list<Pod>(reader, '/api/v1/pods', labels),
    list<ClusterObject>(reader, '/api/v1/namespaces', labels),
    list<Certificate>(reader, '/apis/cert-manager.io/v1/certificates', labels),
    list<Kustomization>(reader, ofFlux),
    list<HelmRelease>(reader, `/apis/helm.toolkit.fluxcd.io/v2/namespaces/${FLUX_NAMESPACE}/helmreleases`, labels),
    sources('gitrepositories'),
    sources('ocirepositories'),
    tooOldForFlux(reader),
  ]);
  const other = variables?.data?.environment;
  if (other !== undefined && other !== environment) {
    throw new ClusterFailure(`context ${context} leads to the cluster of environment ${other}, not of ${environment}; choose another with --context`);
  }
  const notes = kustomizations === undefined
    ? ['Flux is not installed in this cluster (or it serves no kustomize.toolkit.fluxcd.io/v1); nothing follows Git']
    : tooOld;
  return {
    deployments: deployments ?? [],
    replicaSets: replicaSets ?? [],
    pods: pods ?? [],
    namespaces: namespaces ?? [],
    certificates: certificates ?? [],
    kustomizations: kustomizations ?? [],
    releases: releases ?? [],
    sources: [...repositories ?? [], ...artifacts ?? []],
    notes,
  };
}
