import type { PlumblineProjectOptions } from './plumbline-project-options';

/** The policy that a repository begins with. */
export const FIRST_POLICY = 'policies/owners.ts';

const SCHEMAS = '../node_modules/plumbline-scoring/schemas';

/** The files that a team goes on from: text by path. Written where they are missing, and never again. */
export function firstFiles(options: PlumblineProjectOptions): Record<string, string> {
  const { environment = 'production', model = 'first-model' } = options;
  return {
    [`environments/${environment}.yaml`]: environmentSpec(environment, options),
    [`models/${model}.yaml`]: modelSpec(model, options),
    [FIRST_POLICY]: POLICY,
  };
}

function environmentSpec(name: string, { registry, region, cluster, host, repository, resourceGroup = cluster, email = 'ops@example.com' }: PlumblineProjectOptions): string {
  return `# yaml-language-server: $schema=${SCHEMAS}/environment.v1.json
apiVersion: plumbline/v1
kind: Environment
metadata:
  name: ${name}
spec:
  cluster:
    name: ${quoted(cluster)}
    kubernetesVersion: "1.36"
    region: ${quoted(region)}
    resourceGroup: ${quoted(resourceGroup)}
  registry:
    name: ${quoted(registry)}
  host: ${quoted(host)}
  certificates: { issuer: letsencrypt-staging, email: ${quoted(email)} }
  nodes: { sizes: [Standard_D4s_v5] }
  gitops:
    url: ${quoted(repository)}
`;
}

function modelSpec(name: string, { team = 'my-team' }: PlumblineProjectOptions): string {
  return `# yaml-language-server: $schema=${SCHEMAS}/model.v1.json
apiVersion: plumbline/v1
kind: Model
metadata:
  name: ${name}
  version: 1.0.0
  team: ${team}
  owner: ${team}
spec:
  family: other
  image: r-scoring/${name}:1.0.0
  workers: { cores: 2, memoryPerWorker: 512Mi }
`;
}

/** Every reader of YAML takes JSON's quotes, and nothing between them for anything but text. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

const POLICY = `import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** An own policy: every model names whom to call. Runs in every test; see addPolicy in .projenrc.ts. */
for (const file of readdirSync('models').filter((name) => name.endsWith('.yaml'))) {
  const { metadata } = parse(readFileSync(join('models', file), 'utf8')) as { metadata: { owner?: string } };
  if (metadata.owner === undefined) {
    process.stderr.write(\`models/\${file}: metadata.owner is missing; every model has one here\\n\`);
    process.exitCode = 1;
  }
}
`;

/** What the commands are, and what has to be done in the first days. */
export function readme({ name, environment = 'production', model = 'first-model' }: PlumblineProjectOptions): string {
  return `# ${name}

R models as scoring services on Azure Kubernetes Service, rendered by Plumbline.

| command | what it does |
|---|---|
| \`npx projen synth\` | renders \`models/\` and \`environments/\` into \`dist/\`; commit what it wrote |
| \`npx projen test\` | sees that \`dist/\` is what the specs say, and runs \`policies/\` |
| \`npx projen review\` | says in plain words what a change means |
| \`npx projen plumbline new model <name> --from model.rds\` | writes a first spec of another model |
| \`npx projen upgrade\` | brings newer versions, Plumbline's among them, and renders again |

All of them work on a fresh clone: \`npx -y projen synth\` first installs the locked dependencies.

## The first days

1. Edit \`environments/${environment}.yaml\` and \`models/${model}.yaml\`; \`npx projen synth\`; commit and push.
2. Deploy what Azure needs: \`npx projen plumbline infra what-if ${environment}\`, then \`deploy\`. The Bicep files are in \`node_modules/plumbline-scoring/bicep\`, this repository's parameters in \`bicep/environments\`.
3. Flux follows \`dist/clusters/${environment}\`. Where Bicep does not set Flux up, apply \`dist/clusters/${environment}/bootstrap.yaml\` once.
`;
}
