import { azureFindings, bicepParameters, type Fleet } from '../../src/azure';
import { brokenLinks } from '../../src/azure/wiring';
import { fleetsOf } from '../../src/render/fleets';
import { assembleRepository } from '../../src/spec/assemble';
import { parseSpecFile } from '../../src/spec/parse-file';

/** What the planner and the parameters of a thousand models may take, in milliseconds. */
const BUDGET_MILLISECONDS = 500;
const MODELS = 1000;
const RUNS = 5;

/** A thousand models of 60 teams in sizes of their own, every tenth with a GPU, each fetching its archive and reading secrets. */
function specs() {
  const models = Array.from({ length: MODELS }, (_, index) => ({
    file: `models/m${index}.yaml`,
    text: `apiVersion: plumbline/v1
kind: Model
metadata: { name: m${index}, version: 1.0.0, team: team-${index % 60} }
spec:
  family: deep-learning
  image: r-scoring/m${index}:1.0.0
  artifact: { blob: m${index}.tar.gz, sha256: ${'ab'.repeat(32)} }
  workers: { cores: ${1 + index % 4}, memoryPerWorker: ${300 + 100 * (index % 7)}Mi }
  scaling: { min: ${1 + index % 3}, max: ${4 + index % 5} }
${index % 10 === 0 ? '  gpu: { count: 1 }\n' : ''}`,
  }));
  const environment = {
    file: 'environments/production.yaml',
    text: `apiVersion: plumbline/v1
kind: Environment
metadata: { name: production }
spec:
  cluster: { name: scoring, kubernetesVersion: "1.36", region: westeurope, resourceGroup: scoring }
  registry: { name: contososcoring }
  storage: { account: contosomodels }
  keyVault: contoso-scoring
  host: models.contoso.com
  nodes: { sizes: [Standard_D16s_v5, Standard_E8s_v5], gpuSizes: [Standard_NC8as_T4_v3], max: 1000 }
`,
  };
  return [...models.map((file) => ({ ...file, kind: 'Model' as const })), { ...environment, kind: 'Environment' as const }];
}

const parsed = specs().map(({ kind, file, text }) => parseSpecFile({ kind, file, bytes: Buffer.from(text) }));
const repository = assembleRepository(parsed, { today: '2026-11-01', textOf: () => '' });
if (repository.errors.length > 0) { throw new Error(repository.errors[0].message); }
const [{ file, fleet }] = fleetsOf(repository);

/** A fleet of its own for each run: plans are kept by fleet. */
const fresh = (): Fleet => ({ ...fleet });

const measured = Array.from({ length: RUNS }, () => {
  const start = performance.now();
  const again = fresh();
  const found = azureFindings(again).filter(({ severity }) => severity !== 'warning').length;
  const planned = performance.now();
  const text = bicepParameters(again);
  const rendered = performance.now();
  const broken = brokenLinks([{ file, environment: again.environment, fleet: again, placements: repository.placements }]).length;
  if (found + broken > 0 || text.match(/namespace: /g)?.length !== MODELS) { throw new Error('the fleet is not what is to be measured'); }
  return { plan: planned - start, parameters: rendered - planned, wiring: performance.now() - rendered };
});

const median = (of: (each: (typeof measured)[number]) => number) => measured.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
const [plan, parameters, wiring] = [median((each) => each.plan), median((each) => each.parameters), median((each) => each.wiring)];
const first = measured[0].plan + measured[0].parameters;
process.stdout.write(`${MODELS} models, Node ${process.version}, medians of ${RUNS} runs in one process
planner and findings    ${plan.toFixed(0)} ms
.bicepparam             ${parameters.toFixed(0)} ms
wiring                  ${wiring.toFixed(0)} ms
planner and .bicepparam ${(plan + parameters).toFixed(0)} ms, the first time ${first.toFixed(0)} ms (budget ${BUDGET_MILLISECONDS} ms)
`);
if (first > BUDGET_MILLISECONDS) { process.exitCode = 1; }
