import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_TEMPLATE, PACKAGED_TEMPLATE } from '../azure';
import { judgedByAzure } from './azure-judgement';
import { buildDigest, prebuiltFolder } from './build-digest';
import { CacheFile } from './cache-file';
import { fleetsOf } from './fleets';
import { loadRender } from './load-render';
import { ParseMemory } from './parse-memory';
import type { Plan } from './plan';
import { planSynth } from './plan-synth';
import { RenderMemory } from './render-memory';
import { type SelectedFrom, selectUnits, type Selection } from './selection';
import type { Unit } from './unit';
import { assembleRepository, type Repository } from '../spec/assemble';
import { decodeText } from '../spec/load/decode';
import { readSpecFiles } from '../spec/load/read-files';

/** Where the cache lies, relative to the repository's root; ignored by Git. */
const CACHE_FOLDER = '.plumbline/cache';

export interface SpecsOptions {
  /** The repository's root. */
  readonly root: string;
  /** `YYYY-MM-DD`: the end of Kubernetes versions is judged by it, in warnings only. */
  readonly today: string;
  /** Whether to use and keep the cache; without it everything takes longer and comes out the same. */
  readonly cache: boolean;
}

export interface SynthOptions extends SpecsOptions {
  readonly selection: Selection;
  /** Called ahead of each unit that is rendered, with the number of those done and of all. */
  readonly onUnit?: (done: number, all: number) => void;
}

export interface PreparedSynth {
  readonly repository: Repository;
  /** None while there are errors in the specs. */
  readonly plan?: Plan;
}

export type CacheOf = (name: string) => CacheFile | undefined;

/** Reads and validates the specs of a repository. Problems are returned, not thrown. */
export async function loadSpecs(options: SpecsOptions): Promise<Repository> {
  return (await loadWith(options, cacheOf(options))).repository;
}

/** Reads and validates the specs, and says what is rendered of all of them; nothing while there are errors. */
export async function loadUnits(options: SpecsOptions): Promise<{ readonly repository: Repository; readonly units: readonly Unit[] }> {
  const specs = await loadWith(options, cacheOf(options));
  const { repository } = specs;
  return { repository, units: repository.errors.length > 0 ? [] : selectUnits(specs, { environments: [], models: [] }).units };
}

/** Everything of a synth but the writing: what the specs say, what is on the disk, and what has to be done about the difference. */
export async function prepareSynth(options: SynthOptions): Promise<PreparedSynth> {
  const cache = cacheOf(options);
  const specs = await loadWith(options, cache);
  const { repository } = specs;
  if (repository.errors.length > 0) { return { repository }; }
  const memory = new RenderMemory(cache('rendered.json'));
  const { units, areas, complete } = selectUnits(specs, options.selection);
  const plan = await planSynth({ root: options.root, units, areas, loadRender: () => loadRender(cache('templates.json')), memory, onUnit: options.onUnit });
  memory.save(complete);
  return { repository, plan };
}

async function loadWith({ root, today }: SpecsOptions, cache: CacheOf): Promise<SelectedFrom> {
  // A name and no file that was found: what is rendered must not depend on what is installed where.
  const template = existsSync(join(root, 'bicep/main.bicep')) ? OWN_TEMPLATE : PACKAGED_TEMPLATE;
  const { files, problems } = readSpecFiles(root);
  const sources = new Map(files.map((source) => [source.file, source]));
  const parsed = await new ParseMemory(cache('specs.json')).parseAll(files);
  const textOf = (file: string) => decodeText(sources.get(file)!.bytes) ?? '';
  const repository = assembleRepository(parsed, { today, problems, textOf });
  if (repository.errors.length > 0) { return { repository, fleets: [], template }; }
  const fleets = fleetsOf(repository);
  return { repository: judgedByAzure(repository, fleets, textOf), fleets, template };
}

/** The cache files of a repository by their names; none without the cache. */
export function cacheOf({ root, cache }: Pick<SpecsOptions, 'root' | 'cache'>): CacheOf {
  if (!cache) { return () => undefined; }
  const build = buildDigest();
  return (name) => new CacheFile(join(root, CACHE_FOLDER), name, build, prebuiltFolder());
}
