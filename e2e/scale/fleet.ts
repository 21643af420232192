/** Models of a team; two Kustomizations hold them, whatever the size of the fleet. */
const MODELS_PER_TEAM = 50;
export const SHARDS_PER_TEAM = 2;

export const modelName = (index: number): string => `model-${String(index).padStart(4, '0')}`;
const teamName = (index: number): string => `team-${String(Math.floor(index / MODELS_PER_TEAM)).padStart(2, '0')}`;

/** A model's spec: ten columns, one pod. */
export function modelSpec(index: number, version = '1.0.0'): string {
  const columns = Array.from({ length: 10 }, (_unused, column) => `    - { name: column${column}, type: double }`);
  return `apiVersion: plumbline/v1
kind: Model
metadata: { name: ${modelName(index)}, version: ${version}, team: ${teamName(index)} }
spec:
  family: tree-ensemble
  image: r-scoring/${modelName(index)}:${version}
  inputs:
${columns.join('\n')}
  workers: { cores: 1, memoryPerWorker: 300Mi }
  scaling: { min: 1, max: 2 }
  endpoint: { auth: none }
`;
}

/** An environment of models alone: what else Flux installs has its own suites. */
export function environmentSpec(source: 'git' | 'oci', url: string): string {
  return `apiVersion: plumbline/v1
kind: Environment
metadata: { name: fleet }
spec:
  cluster: { name: scoring-fleet, kubernetesVersion: "1.36", region: westeurope, resourceGroup: scoring-fleet }
  registry: { name: contososcoring }
  host: models.contoso.com
  certificates: { issuer: secret, secretName: hosts-tls }
  components: { traefik: false, certManager: false, policies: true }
  nodes: { sizes: [Standard_D64s_v5], max: 100 }
  gitops: { source: ${source}, url: "${url}", shards: ${SHARDS_PER_TEAM} }
`;
}

/** Kustomizations of a fleet of this size: those of models, and the root, the components, the platform and the tenants. */
export function kustomizationCount(models: number): number {
  return shardCount(models) + 4;
}

/** Kustomizations of models in a fleet of this size. */
export function shardCount(models: number): number {
  return Math.ceil(models / MODELS_PER_TEAM) * SHARDS_PER_TEAM;
}
