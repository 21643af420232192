/**
 * Names in Flux's namespace. AKS's extension calls the source and the root as the configuration of bicep/modules/flux.bicep says
 * (`<configuration>`, `<configuration>-<kustomization>`); wherever else Flux comes from, dist/clusters/<environment>/bootstrap.yaml makes the same two.
 */
export const FLUX = {
  namespace: 'flux-system',
  source: 'plumbline',
  root: 'plumbline-cluster',
  components: 'plumbline-components',
  platform: 'plumbline-platform',
  tenants: 'plumbline-tenants',
  imageUpdates: 'plumbline-image-updates',
  /** Source of the charts of models, where Flux installs those. */
  charts: 'plumbline-charts',
  /** ConfigMap of what models hold as variables. */
  variables: 'plumbline-variables',
  /** ConfigMap from which the root takes those variables where no deployment of the infrastructure gives them to it. */
  infrastructure: 'plumbline-infrastructure',
  /** ClusterRole that whoever applies a model has in its namespace: its team, or the account of its release. */
  deployer: 'plumbline-deployer',
  /** ClusterRole to see, in any namespace, whether an object of a model is still there. */
  observer: 'plumbline-observer',
} as const;

/** In a dependency: the other was applied and well at least once. Later troubles of it hold nobody back, a rollback least of all. */
export const WAS_READY_ONCE = 'has(dep.status) && has(dep.status.lastAppliedRevision)';
