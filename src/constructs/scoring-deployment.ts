import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { add, count, each, equal, greater, not, or, type Reference, spread, when } from '../expression';
import { gatewayContainer } from './gateway-container';
import { addKubeObject } from './kube-object';
import { commonLabels, objectMetadata, selectorLabels } from './metadata';
import { hasArtifact, hasShare, MODEL_VOLUME, modelFetcher, modelVolumeSize, SHARE_VOLUME } from './model-fetcher';
import { secretVolumes } from './model-secrets';
import { shareName } from './model-share';
import type { RuntimeConfig } from './runtime-config';
import { RUNTIME } from './runtime-contract';
import { restrictedPod } from './security-context';
import type { Templated } from './templated';
import type { ScoringValues } from '../spec/values';

type Values = Reference<ScoringValues>;

/** What a rollout may take beyond fetching and loading the model: scheduling on a new node, and pulling the image. */
const SCHEDULING_SECONDS = 600;

/** The model's pods. Has no `replicas`: the HorizontalPodAutoscaler owns the number, and a rendered one would undo it at every sync. */
export class ScoringDeployment extends Construct {
  constructor(scope: Construct, id: string, values: Values, config: RuntimeConfig) {
    super(scope, id);
    addKubeObject<k8s.KubeDeploymentProps>(this, 'Resource', k8s.KubeDeployment.GVK, {
      metadata: objectMetadata(values),
      spec: {
        progressDeadlineSeconds: add(values.workers.startupTimeoutSeconds, values.artifact.timeoutSeconds, SCHEDULING_SECONDS),
        revisionHistoryLimit: 5,
        selector: { matchLabels: selectorLabels(values) },
        // A new pod is ready before an old one goes, so capacity never falls below what the autoscaler asked for.
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: {
            labels: {
              ...commonLabels(values),
              'azure.workload.identity/use': when(values.identity.enabled, 'true'),
            },
            // Nothing here but what should restart the pods when it changes.
            annotations: { ...spread(values.annotations), ...spread(values.pods.annotations), 'plumbline/config-sha256': config.checksum },
          },
          spec: podSpec(values, config),
        },
      },
    });
  }
}

function podSpec(values: Values, config: RuntimeConfig): Templated<k8s.PodSpec> {
  return {
    affinity: when(greater(values.gpu.count, 0), gpuAffinity(values)),
    automountServiceAccountToken: false,
    containers: [gatewayContainer(values)],
    enableServiceLinks: false,
    initContainers: when(hasArtifact(values), [modelFetcher(values)]),
    nodeSelector: { ...spread(values.pods.nodeSelector), 'kubernetes.io/os': 'linux' },
    securityContext: restrictedPod(),
    serviceAccountName: values.name,
    terminationGracePeriodSeconds: add(values.endpoint.timeoutSeconds, RUNTIME.preStopSeconds, RUNTIME.exitSeconds),
    tolerations: when(or(greater(values.gpu.count, 0), greater(count(values.pods.tolerations), 0)), tolerations(values)),
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => spreadOver(values, topologyKey)),
    volumes: [
      { name: 'config', configMap: { name: config.name, defaultMode: 0o444 } },
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      when(hasArtifact(values), { name: MODEL_VOLUME, emptyDir: { sizeLimit: modelVolumeSize(values) } }),
      when(hasShare(values), { name: SHARE_VOLUME, persistentVolumeClaim: { claimName: shareName(values), readOnly: true } }),
      ...secretVolumes(values),
    ],
  };
}

function tolerations(values: Values): Templated<k8s.PodSpec>['tolerations'] {
  return [
    when(greater(values.gpu.count, 0), { key: 'sku', operator: 'Equal', value: values.gpu.sku, effect: 'NoSchedule' }),
    ...each(values.pods.tolerations, ({ key, value, effect }) => ({
      key,
      operator: when(equal(value, ''), 'Exists', 'Equal'),
      value: when(not(equal(value, '')), value),
      effect,
    })),
  ];
}

/** The label and the taint `sku` are what the GPU pool is made with (bicep/, node pools). */
function gpuAffinity(values: Values): Templated<k8s.Affinity> {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'sku', operator: 'In', values: [values.gpu.sku] }] }],
      },
    },
  };
}

/** Spread where possible, but never wait for a zone or node that is not there; counted for each revision by itself. */
function spreadOver(values: Values, topologyKey: string): Templated<k8s.TopologySpreadConstraint> {
  return {
    labelSelector: { matchLabels: selectorLabels(values) },
    matchLabelKeys: ['pod-template-hash'],
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  };
}
