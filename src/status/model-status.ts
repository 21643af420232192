import { certificateTrouble } from './certificate-trouble';
import { type Certificate, condition, type Deployment, type Pod, type ReplicaSet } from './cluster-object';
import type { ClusterReader } from './cluster-reader';
import type { Applier, ExpectedModel } from './expected-models';
import { type FluxState, fluxState } from './flux-trouble';
import { podTrouble } from './pod-trouble';
import { releaseState } from './release-state';
import type { Snapshot } from './snapshot';
import { oneLine } from './wording';
import type { ScoringValues } from '../spec/values';

/** What serves, or what should: a version of a model, and its image. */
export interface Release {
  readonly version: string;
  readonly image: string;
}

export interface ModelStatus {
  readonly model: string;
  readonly team: string;
  readonly namespace: string;
  /** What Git says, by the specs of this checkout. */
  readonly git: Release;
  /** What answers requests, and since when (ISO 8601); left out where nothing does. */
  readonly running?: Release & { readonly since: string };
  readonly pods: { readonly ready: number; readonly wanted: number };
  readonly ready: boolean;
  /** Why it is not, or what is worth knowing of a model that is; one sentence. */
  readonly reason?: string;
}

const VERSION = 'app.kubernetes.io/version';

export async function modelStatus(reader: ClusterReader, snapshot: Snapshot, { values, applier }: ExpectedModel): Promise<ModelStatus> {
  const { name, namespace, team } = values;
  const git = { version: values.version, image: imageOf(values) };
  const flux = stateOf(snapshot, applier);
  const deployment = snapshot.deployments.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  const head = { model: name, team, namespace, git };
  if (deployment === undefined) {
    const reason = flux?.trouble ?? (flux === undefined
      ? `the cluster has nothing of it, not even its ${applier.kind} ${applier.name}; is it pushed?`
      : `Flux has not applied it yet (${applier.name})`);
    return { ...head, pods: { ready: 0, wanted: values.scaling.min }, ready: false, reason };
  }
  const pods = snapshot.pods.filter(({ metadata }) => metadata.namespace === namespace);
  const running = runningRelease(deployment, pods, snapshot.replicaSets.filter(({ metadata }) => metadata.namespace === namespace));
  const counted = { ready: deployment.status?.readyReplicas ?? 0, wanted: deployment.spec.replicas ?? 1 };
  const isGits = releaseOf(deployment, git);
  const isRolledOut = deployment.status?.observedGeneration === deployment.metadata.generation
    && deployment.status?.updatedReplicas === counted.wanted && deployment.status.replicas === counted.wanted && counted.ready >= counted.wanted;
  const trouble = flux?.trouble
    ?? (isGits && isRolledOut ? undefined : await rolloutTrouble(reader, deployment, pods))
    ?? (isGits ? undefined : behind(deployment, git, flux))
    ?? (isRolledOut ? undefined : `${counted.ready} of ${counted.wanted} pods are ready; the rest take their time to start`);
  const certificate = certificateOf(snapshot.certificates, values);
  const reason = trouble ?? (certificate && await certificateTrouble(reader, certificate));
  return {
    ...head,
    ...running && { running },
    pods: counted,
    ready: reason === undefined,
    ...reason !== undefined ? { reason } : flux?.suspended && { reason: `Flux is suspended for it: commits and repairs wait (flux resume ${applier.kind.toLowerCase()} ${applier.name})` },
  };
}

function stateOf({ kustomizations, releases }: Snapshot, { kind, name }: Applier): FluxState | undefined {
  return kind === 'HelmRelease'
    ? releaseState(releases.find(({ metadata }) => metadata.name === name))
    : fluxState(kustomizations.find(({ metadata }) => metadata.name === name));
}

function imageOf({ image }: ScoringValues): string {
  return `${image.registry}/${image.repository}${image.tag === '' ? '' : `:${image.tag}`}${image.digest === '' ? '' : `@${image.digest}`}`;
}

/** Whether a Deployment is of the release that Git says. */
function releaseOf({ metadata, spec }: Deployment, git: Release): boolean {
  return metadata.labels?.[VERSION] === git.version && spec.template.spec.containers[0]?.image === git.image;
}

function behind({ metadata, spec }: Deployment, git: Release, flux: FluxState | undefined): string {
  const there = `${metadata.labels?.[VERSION] ?? 'no version'} (${spec.template.spec.containers[0]?.image ?? 'no image'})`;
  if (flux?.suspended) { return `Git has ${git.version} and the cluster ${there}: Flux is suspended for it`; }
  return `Git has ${git.version} (${git.image}) and the cluster ${there}${flux?.revision === undefined ? '' : `, which Flux applied from ${flux.revision}`}; is this checkout pushed and merged?`;
}

/** What the ready pods are, the newest ReplicaSet first, and since when. */
function runningRelease(deployment: Deployment, pods: readonly Pod[], replicaSets: readonly ReplicaSet[]): ModelStatus['running'] {
  const ready = pods.filter((pod) => condition(pod, 'Ready')?.status === 'True' && pod.metadata.deletionTimestamp === undefined);
  const revision = ({ metadata }: ReplicaSet) => Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  const serving = [...replicaSets].sort((left, right) => revision(right) - revision(left))
    .flatMap((set) => {
      const pod = ready.find(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid));
      return pod === undefined ? [] : [{ set, pod }];
    }).at(0);
  if (serving === undefined) { return undefined; }
  const { set, pod } = serving;
  // A rollback takes an old ReplicaSet up again, which keeps its age; then the Deployment's own record of the rollout is younger.
  const isTakenUpAgain = set.metadata.annotations?.['deployment.kubernetes.io/revision-history'] !== undefined;
  const rolledOut = condition(deployment, 'Progressing')?.lastUpdateTime;
  return {
    version: pod.metadata.labels?.[VERSION] ?? '',
    image: pod.spec.containers[0].image,
    since: (isTakenUpAgain ? rolledOut : undefined) ?? set.metadata.creationTimestamp ?? pod.status?.startTime ?? '',
  };
}

async function rolloutTrouble(reader: ClusterReader, deployment: Deployment, pods: readonly Pod[]): Promise<string | undefined> {
  const refused = condition(deployment, 'ReplicaFailure');
  if (refused?.status === 'True') { return `its pods are refused: ${oneLine(refused.message ?? '')}`; }
  const unready = pods.filter((pod) => condition(pod, 'Ready')?.status !== 'True' && pod.metadata.deletionTimestamp === undefined && pod.status?.phase !== 'Succeeded')
    .sort((left, right) => ((left.metadata.creationTimestamp ?? '') < (right.metadata.creationTimestamp ?? '') ? 1 : -1));
  // The newest say best what is wrong with the newest version; a fleet of pods has the same trouble.
  for (const pod of unready.slice(0, 3)) {
    const found = await podTrouble(reader, pod);
    if (found !== undefined) { return found; }
  }
  return undefined;
}

/** The model's own, or that of all hosts of the environment. */
function certificateOf(certificates: readonly Certificate[], { namespace, ingress }: ScoringValues): Certificate | undefined {
  const wanted = ingress.certificate.own ? namespace : ingress.namespace;
  return certificates.find(({ metadata, spec }) => metadata.namespace === wanted && spec.secretName === ingress.certificate.secretName);
}
