import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { concat, type Reference } from '../expression';
import { addKubeObject } from './kube-object';
import { commonAnnotations, tenancyLabels } from './metadata';
import type { ScoringValues } from '../spec/values';

/**
 * The model's own namespace, in which the API server refuses any pod below Pod Security "restricted"
 * (https://kubernetes.io/docs/concepts/security/pod-security-admission/). The version is pinned to the cluster's, so that an upgrade of
 * the cluster tightens the rules only when the environment says so.
 */
export class ModelNamespace extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    const version = concat('v', values.environment.kubernetesVersion);
    addKubeObject<k8s.KubeNamespaceProps>(this, 'Resource', k8s.KubeNamespace.GVK, {
      metadata: {
        name: values.namespace,
        labels: {
          ...tenancyLabels(values),
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': version,
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': version,
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': version,
        },
        annotations: commonAnnotations(values),
      },
    });
  }
}
