import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata } from './metadata';
import type { ScoringValues } from '../spec/values';

/** How long load must stay low before pods go: loading a model again costs more than keeping its pod for this time. */
const SCALE_DOWN_WINDOW_SECONDS = 300;

/** Scales on CPU, the resource that a scoring pod runs out of: quickly up, slowly down. */
export class ScoringAutoscaler extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const { scaling } = values;
    addKubeObject<k8s.KubeHorizontalPodAutoscalerV2Props>(this, 'Resource', k8s.KubeHorizontalPodAutoscalerV2.GVK, {
      metadata: objectMetadata(values),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: values.name },
        minReplicas: scaling.min,
        maxReplicas: scaling.max,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: scaling.cpuUtilization } } }],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }, { type: 'Pods', value: 2, periodSeconds: 15 }],
          },
          scaleDown: {
            stabilizationWindowSeconds: SCALE_DOWN_WINDOW_SECONDS,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }, { type: 'Pods', value: 1, periodSeconds: 60 }],
          },
        },
      },
    });
  }
}
