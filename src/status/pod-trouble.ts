import type { ClusterEvent, ContainerStatus, Pod, Terminated } from './cluster-object';
import { condition } from './cluster-object';
import { type ClusterReader, list, logTail } from './cluster-reader';
import { unschedulable } from './scheduling';
import { lastWords, oneLine } from './wording';

const PULL = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull', 'RegistryUnavailable', 'SignatureValidationFailed']);
const FETCHER = 'fetch-model';

/**
 * Why a pod is not ready, in a sentence; undefined where it merely takes its time. Events and logs are read only where the pod itself does not say,
 * events once.
 */
export async function podTrouble(reader: ClusterReader, pod: Pod): Promise<string | undefined> {
  const scheduled = condition(pod, 'PodScheduled');
  if (scheduled?.status === 'False') { return unschedulable(pod, scheduled.message ?? ''); }
  if (pod.status?.reason === 'Evicted') { return `the node evicted it: ${oneLine(pod.status.message ?? '')}`; }
  const statuses = [...pod.status?.initContainerStatuses ?? [], ...pod.status?.containerStatuses ?? []];
  let asked: Promise<ClusterEvent[]> | undefined;
  const events: Events = () => asked ??= eventsOf(reader, pod);
  for (const status of statuses) {
    const found = await containerTrouble(reader, pod, status, events);
    if (found !== undefined) { return found; }
  }
  if (!statuses.some(({ state }) => state?.waiting !== undefined) && statuses.length > 0) { return undefined; }
  const mount = (await events()).find(({ reason }) => reason === 'FailedMount' || reason === 'FailedAttachVolume');
  return mount === undefined ? undefined : `a volume cannot be mounted: ${oneLine(mount.message ?? '')}`;
}

/** Of one pod, the latest last. */
type Events = () => Promise<readonly ClusterEvent[]>;

async function containerTrouble(reader: ClusterReader, pod: Pod, status: ContainerStatus, events: Events): Promise<string | undefined> {
  const { waiting, terminated, running } = status.state ?? {};
  const reason = waiting?.reason ?? '';
  if (PULL.has(reason)) { return pullTrouble(pod, status.name, waiting?.message ?? reason); }
  if (reason.startsWith('Create') && reason.endsWith('Error') || reason === 'RunContainerError') {
    return `its container cannot be made: ${oneLine(waiting?.message ?? reason)}`;
  }
  const ended = lastEnd(status);
  if (ended !== undefined) {
    const probe = ended.reason === 'OOMKilled' ? undefined : failedProbe(await events(), status, ended);
    if (probe !== undefined || ended.exitCode !== 0 || reason === 'CrashLoopBackOff') {
      const said = ended.message?.trim() ? lastWords(ended.message) : lastWords(await logOf(reader, pod, status.name, terminated === undefined));
      return probe === undefined ? endTrouble(pod, status, ended, said) : `${probe}${said === undefined ? '' : `; last in its log: ${said}`}`;
    }
  }
  if (running !== undefined && !status.ready && status.name !== FETCHER) { return probeTrouble(reader, pod, status, events); }
  return undefined;
}

/**
 * How a container ended that is not well since: its state says so only until it is tried again, its last state from then on. Its startup probe says that a
 * container is well again; a container that runs before the others has none, and is well when it is done.
 */
function lastEnd({ name, ready, started, state, lastState }: ContainerStatus): Terminated | undefined {
  if (state?.terminated !== undefined) { return state.terminated.exitCode === 0 ? undefined : state.terminated; }
  const isWell = ready || (started === true && name !== FETCHER);
  return isWell ? undefined : lastState?.terminated;
}

/** The probe for which the kubelet ended a run of a container; undefined where something else ended it. */
function failedProbe(events: readonly ClusterEvent[], status: ContainerStatus, { startedAt = '' }: Terminated): string | undefined {
  const ofThatRun = events.filter((event) => timeOf(event) >= startedAt);
  // The kubelet's words: pkg/kubelet/kuberuntime/kuberuntime_manager.go, computePodActions.
  const kind = ofThatRun.flatMap(({ reason, message = '' }) =>
    reason === 'Killing' && message.startsWith(`Container ${status.name} `) ? /failed (\w+) probe/.exec(message)?.[1] ?? [] : []).at(-1);
  if (kind === undefined) { return undefined; }
  const prefix = new RegExp(`^${kind} probe failed(: )?`, 'i');
  const failure = ofThatRun.filter(({ reason, message = '' }) => reason === 'Unhealthy' && prefix.test(message)).at(-1)?.message?.replace(prefix, '');
  return `the ${kind} probe failed and its container was started again${times(status)}${failure ? `: ${oneLine(failure)}` : ''}`;
}

function times({ restartCount = 0 }: ContainerStatus): string {
  return restartCount > 1 ? ` ${restartCount} times` : '';
}

function pullTrouble(pod: Pod, container: string, message: string): string {
  const { image } = [...pod.spec.initContainers ?? [], ...pod.spec.containers].find(({ name }) => name === container)!;
  const cause = /not found|manifest unknown|NAME_UNKNOWN|MANIFEST_UNKNOWN/i.test(message) ? 'the registry has no such image'
    : /unauthorized|401|403|forbidden|denied/i.test(message) ? 'the registry refuses the cluster (its kubelet identity needs AcrPull)'
      : oneLine(message);
  return `the image ${image} cannot be pulled: ${cause}`;
}

function endTrouble(
  pod: Pod, status: ContainerStatus, { exitCode, reason }: Terminated, said: string | undefined,
): string {
  const { name, restartCount = 0 } = status;
  const words = said === undefined ? '' : `: ${said}`;
  if (name === FETCHER) {
    return /sha-?256|digest|checksum/i.test(said ?? '') ? `the model's artifact is not the one that the spec names${words}` : `the model's artifact cannot be fetched${words}`;
  }
  if (reason === 'OOMKilled') {
    const limit = pod.spec.containers.find((container) => container.name === name)?.resources?.limits?.memory ?? 'its limit';
    return `it was killed for using more memory than ${limit}; raise workers.memoryPerWorker${words}`;
  }
  return `its container ended with code ${exitCode}${restartCount > 0 ? ` and was started again${times(status)}` : ''}${words}`;
}

async function probeTrouble(reader: ClusterReader, pod: Pod, { name }: ContainerStatus, events: Events): Promise<string | undefined> {
  const [found, log] = await Promise.all([events(), logOf(reader, pod, name, false)]);
  const failed = found.filter(({ reason }) => reason === 'Unhealthy' || reason === 'ProbeWarning').at(-1);
  if (failed === undefined) { return undefined; }
  const said = lastWords(log);
  return `${oneLine(failed.message ?? 'a probe failed').replace(/^(\w+) probe failed/, (_, kind: string) => `the ${kind.toLowerCase()} probe fails`)}${said === undefined ? '' : `; last in its log: ${said}`}`;
}

/** The pod's events, the latest last. */
async function eventsOf(reader: ClusterReader, { metadata: { name, namespace } }: Pod): Promise<ClusterEvent[]> {
  const found = await list<ClusterEvent>(reader, `/api/v1/namespaces/${namespace}/events`) ?? [];
  return found.filter(({ involvedObject }) => involvedObject.kind === 'Pod' && involvedObject.name === name).sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
}

function timeOf({ lastTimestamp, eventTime }: ClusterEvent): string {
  return lastTimestamp ?? eventTime ?? '';
}

function logOf(reader: ClusterReader, { metadata: { name, namespace } }: Pod, container: string, previous: boolean): Promise<string | undefined> {
  return logTail(reader, { namespace: namespace!, pod: name, container, previous });
}
