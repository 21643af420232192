import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { objectMetadata, tenancyLabels } from './metadata';
import { ModelNamespace } from './model-namespace';
import { ModelShareVolume } from './model-share';
import { teamAccount } from './team-account';
import type { ScoringValues } from '../spec/values';

/**
 * What a model needs and its team may not make: its namespace, what it has outside of any namespace, and the team's right inside. All of it is in
 * one Kustomization that is never renamed, so whatever becomes of the others, a namespace goes when its spec goes, and at no other time.
 */
export class ModelTenancy extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>) {
    super(scope, id);
    new ModelNamespace(this, 'Namespace', values);
    new ModelShareVolume(this, 'Share', values);
    addKubeObject<k8s.KubeRoleBindingProps>(this, 'RoleBinding', k8s.KubeRoleBinding.GVK, {
      metadata: { ...objectMetadata(values, FLUX.deployer), labels: tenancyLabels(values) },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: FLUX.deployer },
      subjects: [{ kind: 'ServiceAccount', name: teamAccount(values.team), namespace: FLUX.namespace }],
    });
  }
}
