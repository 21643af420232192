/** A field that may decide a value: `model` under the model's spec, `metadata` under its metadata, `environment` under the environment. */
export type Source = readonly [part: 'model' | 'metadata' | 'environment', path: string];

/** The fields behind each resolved value, the strongest first; a value that is not listed has those of its nearest parent. */
export type Sources = Readonly<Record<string, readonly Source[]>>;

/** What models, the platform and the Flux tree of an environment have alike. */
export const SHARED_SOURCES: Sources = {
  'ingress.controller': [['environment', 'spec.ingress.controller']],
  'ingress.className': [['environment', 'spec.ingress.class'], ['environment', 'spec.ingress.controller']],
  'ingress.namespace': [['environment', 'spec.ingress.namespace'], ['environment', 'spec.ingress.controller']],
  'ingress.gateway': [['environment', 'spec.ingress.gateway'], ['environment', 'spec.ingress.controller']],
  'monitoring.prometheus': [['environment', 'spec.monitoring.prometheus']],
  'monitoring.namespace': [['environment', 'spec.monitoring.namespace'], ['environment', 'spec.monitoring.prometheus']],
  'monitoring.scrapeIntervalSeconds': [['environment', 'spec.monitoring.scrapeIntervalSeconds']],
  'environment.name': [['environment', 'metadata.name']],
  'environment.region': [['environment', 'spec.cluster.region']],
  'environment.kubernetesVersion': [['environment', 'spec.cluster.kubernetesVersion']],
  'environment.cloud': [['environment', 'spec.cluster.cloud']],
};
