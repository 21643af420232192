/** What manifests and runtime agree on: ports, paths and ids inside the pod (docs/runtime-contract.md). */
export const RUNTIME = {
  /** Scoring: what the ingress reaches. */
  httpPort: 8080,
  /** Probes and metrics: never behind the ingress. */
  managementPort: 9090,
  /** One proxy stands before a pod: the NetworkPolicy lets nobody but the ingress controller reach the scoring port. */
  trustedProxyHops: 1,
  userId: 10001,
  configPath: '/etc/plumbline',
  secretsPath: '/etc/plumbline-secrets',
  /** Where the init container puts the model. */
  fetchedModelPath: '/var/lib/plumbline/model',
  /** Where an image that holds its own model keeps it. */
  bakedModelPath: '/opt/plumbline/model',
  sharePath: '/mnt/model-share',
  /** Endpoints forget a terminating pod within this time; only then may the gateway stop taking requests. */
  preStopSeconds: 5,
  /** What is left after the last request for workers and logs to end. */
  exitSeconds: 10,
  fetchAttempts: 5,
} as const;
