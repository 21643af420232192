import { writeFiles } from './temporary-folder';
import { applyPlan } from '../../src/render/apply';
import { prepareSynth, type PreparedSynth, type SynthOptions } from '../../src/render/synth';

/** A model's spec of the fewest lines, and what else `spec` is to hold. */
export function modelSpec(name: string, spec = ''): string {
  return `apiVersion: plumbline/v1
kind: Model
metadata: { name: ${name}, version: 1.0.0, team: pricing }
spec:
  family: tree-ensemble
  image: r-scoring/${name}:1.0.0
  workers: { cores: 2, memoryPerWorker: 600Mi }
${spec.replace(/^(?=.)/gm, '  ')}
`;
}

export function environmentSpec(name: string, spec = ''): string {
  return `apiVersion: plumbline/v1
kind: Environment
metadata: { name: ${name} }
spec:
  cluster: { name: scoring-${name}, kubernetesVersion: "1.36", region: westeurope, resourceGroup: scoring-${name} }
  registry: { name: contososcoring }
  storage: { account: contosomodels }
  keyVault: contoso-scoring
  host: ${name}.models.contoso.com
  nodes: { sizes: [Standard_D8s_v5] }
  gitops: { url: "https://github.com/contoso/scoring" }
  identities: { pricing: 1b4e28ba-2fa1-41d2-883f-0016d3cca427 }
${spec.replace(/^(?=.)/gm, '  ')}
`;
}

/** Writes a repository of the given models and environments, each environment with these fields under `spec`. */
export function writeRepository(
  root: string, models: readonly string[] = ['churn', 'fraud'], environments: readonly string[] = ['dev'], environmentFields = '',
): void {
  writeFiles(root, Object.fromEntries([
    ...models.map((name) => [`models/${name}.yaml`, modelSpec(name)]),
    ...environments.map((name) => [`environments/${name}.yaml`, environmentSpec(name, environmentFields)]),
  ]));
}

/** All of a synth, in this process. */
export async function synthesize(root: string, options: Partial<SynthOptions> = {}): Promise<PreparedSynth> {
  const prepared = await prepareSynth({ root, today: '2026-01-01', cache: true, selection: { environments: [], models: [] }, ...options });
  if (prepared.plan !== undefined && prepared.plan.obstacles.length === 0) { await applyPlan(root, prepared.plan); }
  return prepared;
}
