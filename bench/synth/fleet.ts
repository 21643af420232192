import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENVIRONMENTS = ['production', 'staging', 'test'];
const TEAMS = 20;
const FAMILIES = ['linear', 'tree-ensemble', 'kernel', 'other'];

/**
 * Writes a repository of so many models and environments, of the sizes that specs have: 20 lines, ten columns, an override. Flux gets a team's
 * models in four shards, as the reference advises for more than a few hundred.
 */
export function writeFleet(root: string, models: number, environments: number): void {
  for (const folder of ['models', 'environments']) { mkdirSync(join(root, folder), { recursive: true }); }
  const names = ENVIRONMENTS.slice(0, environments);
  for (const name of names) { writeFileSync(join(root, 'environments', `${name}.yaml`), environmentSpec(name)); }
  for (let index = 0; index < models; index += 1) { writeFileSync(join(root, modelFile(index)), modelSpec(index, 2, names)); }
}

export function modelFile(index: number): string {
  return `models/${modelName(index)}.yaml`;
}

/** @param min smallest number of pods: what a benchmark changes to change a spec */
export function modelSpec(index: number, min: number, environments: readonly string[] = ['production']): string {
  const columns = Array.from({ length: 10 }, (_unused, column) => `    - { name: column${column}, type: double, minimum: 0, description: Column ${column} of model ${index} }`);
  const overrides = environments.map((name) => `    ${name}:\n      scaling: { max: ${12 + index % 5} }`);
  return `# yaml-language-server: $schema=../schemas/model.v1.json
apiVersion: plumbline/v1
kind: Model
metadata:
  name: ${modelName(index)}
  version: 1.${index % 10}.0
  team: team-${index % TEAMS}
spec:
  family: ${FAMILIES[index % FAMILIES.length]}
  image: r-scoring/${modelName(index)}:1.${index % 10}.0
  inputs:
${columns.join('\n')}
  outputs:
    - { name: score, type: double }
  workers: { cores: ${1 + index % 4}, threadsPerWorker: 1, memoryPerWorker: ${400 + 50 * (index % 5)}Mi }
  scaling: { min: ${min}, max: 10, cpuUtilization: 70 }
  environments:
${overrides.join('\n')}
`;
}

function modelName(index: number): string {
  return `model-${String(index).padStart(4, '0')}`;
}

function environmentSpec(name: string): string {
  return `apiVersion: plumbline/v1
kind: Environment
metadata: { name: ${name} }
spec:
  cluster: { name: scoring-${name}, kubernetesVersion: "1.36", region: westeurope, resourceGroup: scoring-${name} }
  registry: { name: contososcoring }
  storage: { account: contosomodels }
  keyVault: contoso-scoring
  host: ${name}.models.contoso.com
  nodes: { sizes: [Standard_D8s_v5], max: 1000 }
  gitops: { url: "https://github.com/contoso/scoring", shards: 4 }
  identities:
${Array.from({ length: TEAMS }, (_unused, team) => `    team-${team}: 1b4e28ba-2fa1-41d2-883f-0016d3cca4${String(10 + team)}`).join('\n')}
`;
}
