import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { concat, type Reference, type Value } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { TeamValues } from '../spec/cluster-values';

/** Name of the ServiceAccount that Flux applies a team's models as. */
export const teamAccount = (team: Value<string>) => concat('team-', team);

/** Whom Flux applies a team's models as: nobody else's namespace is open to it. */
export class TeamAccount extends Construct {
  constructor(scope: Construct, id: string, values: Reference<TeamValues>) {
    super(scope, id);
    const name = teamAccount(values.team);
    addKubeObject<k8s.KubeServiceAccountProps>(this, 'Resource', k8s.KubeServiceAccount.GVK, {
      metadata: platformMetadata(values, name, FLUX.namespace),
      automountServiceAccountToken: false,
    });
    // Flux looks for each object of a model that left its shard, also when the namespace, and with it the team's right in it, is gone.
    addKubeObject<k8s.KubeClusterRoleBindingProps>(this, 'Observer', k8s.KubeClusterRoleBinding.GVK, {
      metadata: platformMetadata(values, concat('plumbline-', name)),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: FLUX.observer },
      subjects: [{ kind: 'ServiceAccount', name, namespace: FLUX.namespace }],
    }, { condition: values.sharded });
  }
}
