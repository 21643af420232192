import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserFailure } from './failure';
import { learnModel, type LearntModel } from './new-learn';
import { findSource } from './new-source';
import { predictionsFile } from './predictions';
import { counted } from './words';
import { toYaml } from '../render/yaml';
import { type SourceFile } from '../spec';
import { parseSpecFile } from '../spec/parse-file';

export interface NewFlags {
  readonly root: string;
  readonly from?: string;
  readonly team: string;
}

/** What is written where nobody said anything; valid as it stands, and to be edited. */
const ENVIRONMENT = {
  cluster: { name: 'scoring', kubernetesVersion: '1.36', region: 'westeurope', resourceGroup: 'scoring' },
  registry: { name: 'myregistry' },
  host: 'models.example.com',
  certificates: { issuer: 'letsencrypt-staging', email: 'ops@example.com' },
  nodes: { sizes: ['Standard_D4s_v5'] },
};

/** @throws UserFailure with a sentence */
export function newModel(name: string, { root, from, team }: NewFlags): void {
  refuseExisting(root, `models/${name}.yaml`);
  const predictions = `models/${name}.predictions.json`;
  const learnt: LearntModel = from === undefined ? { family: 'other', inputs: [], notes: [] } : learnModel(findSource(from));
  if (learnt.predictions !== undefined) { refuseExisting(root, predictions); }
  const spec = {
    family: learnt.family,
    image: `r-scoring/${name}:1.0.0`,
    ...learnt.inputs.length > 0 ? { inputs: learnt.inputs } : {},
    workers: { cores: 2, memoryPerWorker: '512Mi' },
  };
  write(root, `models/${name}.yaml`, 'Model', { name, version: '1.0.0', team, owner: team }, spec);
  if (learnt.predictions !== undefined) {
    writeFileSync(join(root, predictions), predictionsFile(learnt.predictions), { flag: 'wx' });
    process.stdout.write(`${predictions} written: what R answers to ${counted(learnt.predictions.rows.length, 'row')}; test the service with plumbline serve <folder> --expect ${predictions}\n`);
  }
  for (const note of learnt.notes) { process.stderr.write(`note: ${note}\n`); }
}

/** @throws UserFailure with a sentence */
export function newEnvironment(name: string, { root }: NewFlags): void {
  refuseExisting(root, `environments/${name}.yaml`);
  write(root, `environments/${name}.yaml`, 'Environment', { name }, ENVIRONMENT);
}

function refuseExisting(root: string, file: string): void {
  if (existsSync(join(root, file))) { throw new UserFailure(`${file} is there already, and nothing was written; give another name, or edit it`); }
}

/** Where an editor finds the schemas: in Plumbline's own repository at its root, in a team's with the package. */
function schemasOf(root: string): string {
  const ofPackage = 'node_modules/plumbline-scoring/schemas';
  return !existsSync(join(root, 'schemas')) && existsSync(join(root, ofPackage)) ? `../${ofPackage}` : '../schemas';
}

function write(root: string, file: string, kind: SourceFile['kind'], metadata: object, spec: object): void {
  const schema = `# yaml-language-server: $schema=${schemasOf(root)}/${kind.toLowerCase()}.v1.json\n`;
  const text = schema + toYaml({ apiVersion: 'plumbline/v1', kind, metadata, spec });
  const { problems } = parseSpecFile({ kind, file, bytes: new TextEncoder().encode(text) });
  const error = problems.find(({ severity }) => severity === 'error');
  if (error !== undefined) { throw new UserFailure(`${error.message}; nothing was written`); }
  mkdirSync(dirname(join(root, file)), { recursive: true });
  // Fails where the file came to be meanwhile.
  writeFileSync(join(root, file), text, { flag: 'wx' });
  process.stdout.write(`${file} written; read it through, then: npx projen synth\n`);
}
