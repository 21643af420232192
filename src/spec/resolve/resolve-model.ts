import type { CompleteEnvironment } from '../complete-environment.generated';
import { completeEnvironment, registryHost } from '../environment';
import type { Environment } from '../environment.generated';
import { parseImage } from '../image';
import { mebibytes } from '../memory';
import { ModelView } from '../model-view';
import type { Model } from '../model.generated';
import { compare } from '../problem';
import type { ImageValues, ScoringValues } from '../values';
import { artifactOf } from './artifact';
import { columnsOf } from './columns';
import { egressOf } from './egress';
import { authOf, endpointOf, ingressValues } from './endpoint';
import { identityOf } from './identity';
import { monitoringOf } from './monitoring';
import { secretsOf } from './secrets';
import { variablesOf } from './variables';

/** A spec as it is written, and its file relative to the repository's root. */
export interface SpecOf<T> {
  readonly file: string;
  readonly value: T;
}

/** What a valid model is in a valid environment: every value that the manifests are made from. A pure function; maps are sorted. */
export function resolveModel(model: SpecOf<Model>, environment: SpecOf<Environment>): ScoringValues {
  const there = completeEnvironment(environment.value);
  const view = ModelView.of(model.value, there.metadata.name);
  const { metadata, spec } = view;
  const { cluster } = there.spec;
  return {
    name: metadata.name,
    version: metadata.version,
    team: metadata.team,
    owner: metadata.owner,
    description: metadata.description,
    family: spec.family,
    namespace: metadata.name,
    labels: sorted(metadata.labels),
    annotations: sorted(metadata.annotations),
    source: { model: model.file, environment: environment.file },
    image: imageOf(spec.image, there),
    artifact: artifactOf(spec, there),
    identity: identityOf(metadata.team, spec, there),
    inputs: columnsOf(spec.inputs),
    outputs: columnsOf(spec.outputs),
    workers: {
      cores: spec.workers.cores,
      threadsPerWorker: spec.workers.threadsPerWorker,
      memoryPerWorkerMiB: mebibytes(spec.workers.memoryPerWorker),
      recycleAfterRequests: spec.workers.recycleAfterRequests,
      startupTimeoutSeconds: spec.workers.startupTimeoutSeconds,
    },
    gateway: { cpuMillicores: spec.gateway.cpuMillicores, memoryMiB: mebibytes(spec.gateway.memory) },
    gpu: { count: spec.gpu?.count ?? 0, sku: spec.gpu?.sku ?? '', force: spec.gpu?.force ?? false },
    scaling: { min: spec.scaling.min, max: spec.scaling.max, cpuUtilization: spec.scaling.cpuUtilization },
    endpoint: endpointOf(view, there),
    auth: authOf(view, there),
    ingress: ingressValues(view, there),
    secrets: secretsOf(metadata.name, spec, there),
    variables: variablesOf(spec),
    egress: egressOf(spec),
    pods: {
      annotations: sorted(spec.pods.annotations),
      nodeSelector: sorted(spec.pods.nodeSelector),
      tolerations: spec.pods.tolerations.map(({ key, value, effect }) => ({ key, value, effect })),
    },
    monitoring: monitoringOf(there),
    environment: { name: there.metadata.name, region: cluster.region, kubernetesVersion: cluster.kubernetesVersion, cloud: cluster.cloud },
  };
}

/** An image without a registry is in the environment's. */
function imageOf(reference: string, environment: CompleteEnvironment): ImageValues {
  const image = parseImage(reference);
  return image.registry === '' ? { ...image, registry: registryHost(environment) ?? '' } : image;
}

function sorted(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => compare(a, b)));
}
