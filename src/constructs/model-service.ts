import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, selectorLabels } from './metadata';
import type { ScoringValues } from '../spec/values';

/** Port of the Service; plain http, inside the cluster only. */
export const SERVICE_PORT = 80;

/** The address of the model's pods inside the cluster. The management port is not part of it. */
export class ModelService extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    addKubeObject<k8s.KubeServiceProps>(this, 'Resource', k8s.KubeService.GVK, {
      metadata: objectMetadata(values),
      spec: {
        type: 'ClusterIP',
        selector: selectorLabels(values),
        ports: [{ name: 'http', port: SERVICE_PORT, protocol: 'TCP', targetPort: 'http', appProtocol: 'http' }],
      },
    });
  }
}
