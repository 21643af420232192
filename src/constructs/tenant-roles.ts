import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { equal, not, type Reference, when } from '../expression';
import { FLUX } from './flux-names';
import { addKubeObject } from './kube-object';
import { platformMetadata } from './platform-metadata';
import type { ClusterValues } from '../spec/cluster-values';

/** Every kind that a model's namespace may hold, by API group. No Role, and nothing that belongs to the cluster as a whole. */
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

/** Where Helm records a release (https://helm.sh/docs/topics/advanced/#storage-backends). */
const RECORDS: Readonly<Record<string, readonly string[]>> = { '': ['secrets'] };

const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** What a rollout is judged by. */
const WATCHED: Readonly<Record<string, readonly string[]>> = { '': ['pods'], 'apps': ['replicasets'] };

/** The roles that Flux applies models in. A role is no right yet: who applies a model has the first in that model's namespace alone. */
export class TenantRoles extends Construct {
  constructor(scope: Construct, id: string, values: Reference<ClusterValues>) {
    super(scope, id);
    addKubeObject<k8s.KubeClusterRoleProps>(this, 'Deployer', k8s.KubeClusterRole.GVK, {
      metadata: platformMetadata(values, FLUX.deployer),
      rules: [
        ...rules(KINDS, ALL_VERBS),
        ...rules(WATCHED, ['get', 'list', 'watch']),
        ...rules(RECORDS, ALL_VERBS).map((rule) => when(not(equal(values.charts.kind, '')), rule)),
      ],
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
