import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference, Value } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { objectMetadata, tenancyLabels } from './metadata';
import { ModelNamespace } from './model-namespace';
import { ModelShareVolume } from './model-share';
import type { ScoringValues } from '../spec/values';

/**
 * What a model needs and its team may not make: its namespace, what it has outside of any namespace, and the right inside of whom Flux applies it as. All of it is in
 * one Kustomization that is never renamed, so whatever becomes of the others, a namespace goes when its spec goes, and at no other time.
 */
export class ModelTenancy extends Construct {
  /** @param account whom Flux applies the model as, in its own namespace */
  constructor(scope: Construct, id: string, values: Reference<ScoringValues>, account: Value<string>) {
    super(scope, id);
    new ModelNamespace(this, 'Namespace', values);
    new ModelShareVolume(this, 'Share', values);
    addKubeObject<k8s.KubeRoleBindingProps>(this, 'RoleBinding', k8s.KubeRoleBinding.GVK, {
      metadata: { ...objectMetadata(values, FLUX.deployer), labels: tenancyLabels(values) },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: FLUX.deployer },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace: FLUX.namespace }],
    });
  }
}
