import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Reference } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

/** Every kind that a model's namespace may hold, by API group. No Secret, no Role, and nothing that belongs to the cluster as a whole. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  '': ['configmaps', 'persistentvolumeclaims', 'serviceaccounts', 'services'],
  'apps': ['deployments'],
  'autoscaling': ['horizontalpodautoscalers'],
  'azmonitoring.coreos.com': ['podmonitors'],
  'cert-manager.io': ['certificates'],
  'gateway.networking.k8s.io': ['httproutes'],
  'monitoring.coreos.com': ['podmonitors', 'prometheusrules'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  'policy': ['poddisruptionbudgets'],
  'secrets-store.csi.x-k8s.io': ['secretproviderclasses'],
};

/** What a rollout is judged by. */
const WATCHED: Readonly<Record<string, readonly string[]>> = { '': ['pods'], 'apps': ['replicasets'] };

/** The roles that Flux applies models in. A role is no right yet: teams have the first in the namespaces of their own models alone. */
export class TenantRoles extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    addKubeObject<k8s.KubeClusterRoleProps>(this, 'Deployer', k8s.KubeClusterRole.GVK, {
      metadata: platformMetadata(values, FLUX.deployer),
      rules: [...rules(KINDS, ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']), ...rules(WATCHED, ['get', 'list', 'watch'])],
    });
    addKubeObject<k8s.KubeClusterRoleProps>(this, 'Observer', k8s.KubeClusterRole.GVK, {
      metadata: platformMetadata(values, FLUX.observer),
      rules: rules(KINDS, ['get']),
    });
  }
}

function rules(kinds: Readonly<Record<string, readonly string[]>>, verbs: readonly string[]) {
  return Object.entries(kinds).map(([group, resources]) => ({ apiGroups: [group], resources, verbs }));
}
