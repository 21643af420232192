import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type Reference, when } from '../expression';
import type { ScoringValues } from '../spec/values';
import { addKubeObject } from './kube-object';
import { objectMetadata } from './metadata';

/**
 * The identity of the model's pods. Bound to an Azure identity by a federated credential whose subject is this namespace and name
 * (https://learn.microsoft.com/azure/aks/workload-identity-overview); without one it holds no rights at all.
 */
export class ModelServiceAccount extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const metadata = objectMetadata(values);
    addKubeObject<k8s.KubeServiceAccountProps>(this, 'Resource', k8s.KubeServiceAccount.GVK, {
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          // The one object in which Flux may fill in a variable: the client id, where the environment does not know it yet.
          'kustomize.toolkit.fluxcd.io/substitute': 'enabled',
          'azure.workload.identity/client-id': when(values.identity.enabled, values.identity.clientId),
          'azure.workload.identity/tenant-id': when(values.identity.enabled, values.identity.tenantId),
        },
      },
      automountServiceAccountToken: false,
    });
  }
}
