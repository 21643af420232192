import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type Reference, when } from '../expression';
import { addKubeObject } from './kube-object';
import { objectMetadata, substitutedAnnotations } from './metadata';
import type { ScoringValues } from '../spec/values';

/**
 * The identity of the model's pods. Bound to an Azure identity by a federated credential whose subject is this namespace and name
 * (https://learn.microsoft.com/azure/aks/workload-identity-overview); without one it holds no rights at all.
 */
export class ModelServiceAccount extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    addKubeObject<k8s.KubeServiceAccountProps>(this, 'Resource', k8s.KubeServiceAccount.GVK, {
      metadata: {
        ...objectMetadata(values),
        annotations: {
          ...substitutedAnnotations(values),
          'azure.workload.identity/client-id': when(values.identity.enabled, values.identity.clientId),
          'azure.workload.identity/tenant-id': when(values.identity.enabled, values.identity.tenantId),
        },
      },
      automountServiceAccountToken: false,
    });
  }
}
