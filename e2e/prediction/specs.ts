import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { SAMPLE_REPOSITORY } from './sample-image';
import { loadRepository } from '../../src/spec/load/load-repository';
import { formatProblem } from '../../src/spec/problem';
import { unitsIn, type RenderedUnit } from '../suites/rendered';
import { TODAY } from '../suites/sample-specs';

const ROOT = resolve(__dirname, '..', '..');

interface Document {
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface ServedModel {
  readonly name: string;
  /** Of the image, as the registry knows it. */
  readonly digest: string;
  /** Of the archive, as the spec claims it. */
  readonly sha256: string;
  readonly blob: string;
  readonly scaling: { readonly min: number; readonly max: number; readonly cpuUtilization?: number };
}

/** The environment that models are served in here: production's, but for the version of Kubernetes and for Key Vault, which cannot be had. */
export function servedEnvironment(kubernetes: string): Document {
  const production = read('environments/production.yaml');
  const { keyVault: _, cluster, ...spec } = production.spec;
  return { ...production, spec: { ...spec, charts: false, cluster: { ...cluster as object, kubernetesVersion: kubernetes } } };
}

/** Writes the specs of that environment and of the sample, with its model in storage and its image named by digest. A worker of one core leaves room for several pods. */
export function writeServed(root: string, kubernetes: string, { name, digest, sha256, blob, scaling }: ServedModel): void {
  const sample = read('models/boston-housing.yaml');
  const { environments: _, ...spec } = sample.spec;
  const model = {
    ...sample,
    metadata: { ...sample.metadata, name },
    spec: {
      ...spec,
      image: `${SAMPLE_REPOSITORY}:1.0.0@${digest}`,
      artifact: { blob, sha256, maxSize: '64Mi' },
      workers: { cores: 1, threadsPerWorker: 1, memoryPerWorker: '600Mi' },
      scaling: { cpuUtilization: 70, ...scaling },
    },
  };
  for (const folder of ['models', 'environments']) { mkdirSync(join(root, folder), { recursive: true }); }
  writeFileSync(join(root, 'environments', 'production.yaml'), stringify(servedEnvironment(kubernetes)));
  writeFileSync(join(root, 'models', `${name}.yaml`), stringify(model));
}

/** What these specs are rendered into. */
export function renderServed(root: string): RenderedUnit[] {
  const repository = loadRepository(root, { today: TODAY });
  if (repository.errors.length > 0) { throw new Error(repository.errors.map(formatProblem).join('\n')); }
  return unitsIn('production', repository);
}

function read(path: string): Document {
  return parse(readFileSync(join(ROOT, path), 'utf8')) as Document;
}
