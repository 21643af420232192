import type { k8s } from 'cdk8s-plus-27';
import { concat, equal, multiply, not, type Reference, type Value, when } from '../expression';
import { imageReference } from './image-reference';
import { RUNTIME } from './runtime-contract';
import { restrictedContainer } from './security-context';
import type { Templated } from './templated';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

export const MODEL_VOLUME = 'model';
export const SHARE_VOLUME = 'model-share';

/** Whether the model comes from storage, not with the image. */
export const hasArtifact = (values: Values) => not(equal(values.artifact.source, 'none'));
export const hasShare = (values: Values) => equal(values.artifact.source, 'share');

/**
 * The init container that brings the model from Blob storage or an Azure Files share, and lets the pod start only if its SHA-256 is the
 * one in the spec. It runs the model image itself, so nothing more has to be pulled or trusted. Credentials come from workload identity,
 * as environment variables that AKS's webhook adds.
 */
export function modelFetcher(values: Values): Templated<k8s.Container> {
  const { artifact } = values;
  return {
    name: 'fetch-model',
    image: imageReference(values),
    imagePullPolicy: 'IfNotPresent',
    command: ['plumbline-fetch'],
    env: [
      { name: 'PLUMBLINE_ARTIFACT_ATTEMPTS', value: String(RUNTIME.fetchAttempts) },
      { name: 'PLUMBLINE_ARTIFACT_DESTINATION', value: RUNTIME.fetchedModelPath },
      { name: 'PLUMBLINE_ARTIFACT_LOCATION', value: when(hasShare(values), concat(RUNTIME.sharePath, '/', artifact.location), artifact.location) },
      { name: 'PLUMBLINE_ARTIFACT_MAX_MIB', value: concat(artifact.maxSizeMiB) },
      { name: 'PLUMBLINE_ARTIFACT_SHA256', value: artifact.sha256 },
      { name: 'PLUMBLINE_ARTIFACT_SOURCE', value: artifact.source },
      { name: 'PLUMBLINE_ARTIFACT_TIMEOUT_SECONDS', value: concat(artifact.timeoutSeconds) },
    ],
    // Below what the gateway container asks for, so that it adds nothing to the pod's size.
    resources: {
      // The volume's own limit bounds it; a limit here would count the pod's logs as well.
      requests: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': modelVolumeSize(values) },
      limits: { memory: '128Mi' },
    },
    // What it says of a wrong digest stands in the pod's status.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: MODEL_VOLUME, mountPath: '/var/lib/plumbline' },
      when(hasShare(values), { name: SHARE_VOLUME, mountPath: RUNTIME.sharePath, readOnly: true }),
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** The archive and what it unpacks to stand side by side until the one is complete and the other removed. */
export const modelVolumeSize = (values: Values): Value<string> => concat(multiply(values.artifact.maxSizeMiB, 2), 'Mi');
