import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, selectorLabels } from './metadata';
import type { ScoringValues } from '../spec/values';

/**
 * One pod at a time may be taken away for a node's drain. `maxUnavailable`, not `minAvailable`: with a single pod the latter would block
 * every drain, and with it the upgrade of the cluster. A pod that is not ready never blocks one.
 */
export class DisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    addKubeObject<k8s.KubePodDisruptionBudgetProps>(this, 'Resource', k8s.KubePodDisruptionBudget.GVK, {
      metadata: objectMetadata(values),
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: selectorLabels(values) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}
