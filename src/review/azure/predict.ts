import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BicepProcess, findBicep } from './bicep-cli';
import type { PredictedResource, Prediction } from './resource-changes';
import { bicepParameters, contractFiles } from '../../azure';
import { toYaml } from '../../render/yaml';
import { parameterChanges } from '../azure-changes';
import type { Git } from '../git';
import type { EnvironmentSide, Side } from '../side';

/** What Azure would be asked for on both sides, by environment; or why nobody looked. */
export interface Predictions {
  readonly environments: ReadonlyMap<string, Prediction>;
  /** Environments that were not looked at although something about them changed. */
  readonly unseen: ReadonlyMap<string, string>;
}

/** A model's change reaches these alone, and the planner tells what becomes of them. Evaluating a thousand models would take longer than the review. */
const TOLD_BY_THE_PLANNER = /^(?:nodePools|modelIdentities|.*\.openapi\.yaml)$/;

/** A template and the files that its parameters stand in, by their names. */
interface Inputs {
  readonly template: string;
  readonly files: Readonly<Record<string, string>>;
}

const TEMPLATE = 'bicep/main.json';
const PARAMETERS = 'bicep/environments';

/** Milliseconds after which a review goes on without an answer. */
const LONGEST_WAIT = 30_000;

/**
 * Evaluates the compiled templates of both sides with the Bicep CLI, offline, where a template changed or a parameter that no planner tells of.
 * At the base template and parameters are those that are committed, because they fit each other.
 */
export async function predictBoth(git: Git, root: string, commit: string, before: Side, after: Side): Promise<Predictions> {
  const committed = new Map((await git.files(commit, ['bicep'])).map(({ path, id }) => [path, id]));
  const template = templateOf(root);
  const old = committed.has(TEMPLATE) ? String((await git.blobs([committed.get(TEMPLATE)!]))[0]) : template;
  const names = [...after.environments.keys()].filter((name) => before.environments.has(name) && isWorthIt(before, after, name, old !== template));
  const program = names.length === 0 ? undefined : findBicep();
  if (program === undefined) { return { environments: new Map(), unseen: new Map(names.map((name) => [name, 'the Bicep CLI is not here'])) }; }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-review-'));
  const bicep = new BicepProcess(program);
  const found = new Map<string, Prediction>();
  const unseen = new Map<string, string>();
  const late = new Promise<never>((_, reject) => { setTimeout(() => { reject(new Error('the Bicep CLI took too long')); }, LONGEST_WAIT).unref(); });
  try {
    for (const name of names) {
      const left = committed.has(TEMPLATE) && committed.has(`${PARAMETERS}/${name}.bicepparam`)
        ? { template: old, files: await committedFiles(git, committed, name) }
        : { template: old, files: renderedFiles(before.environments.get(name)!) };
      const right = { template, files: renderedFiles(after.environments.get(name)!) };
      const predict = async (side: string, inputs: Inputs) => resourcesOf(await bicep.snapshot(write(join(folder, name, side), name, inputs)));
      try {
        found.set(name, await Promise.race([late, (async () => ({ before: await predict('before', left), after: await predict('after', right) }))()]));
      } catch (error) {
        unseen.set(name, error instanceof Error ? error.message.split('\n')[0] : String(error));
      }
    }
  } finally {
    bicep.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return { environments: found, unseen };
}

function isWorthIt(before: Side, after: Side, name: string, isOtherTemplate: boolean): boolean {
  const changes = parameterChanges(before.environments.get(name)?.fleet, after.environments.get(name)?.fleet);
  return isOtherTemplate || changes.some((change) => !TOLD_BY_THE_PLANNER.test(change.name));
}

/** The repository's own compiled template where it has one, else the one that comes with Plumbline. */
function templateOf(root: string): string {
  const own = join(root, TEMPLATE);
  return readFileSync(existsSync(own) ? own : join(__dirname, '..', '..', '..', TEMPLATE), 'utf8');
}

async function committedFiles(git: Git, committed: ReadonlyMap<string, string>, name: string): Promise<Record<string, string>> {
  const paths = [...committed.keys()].filter((path) => path === `${PARAMETERS}/${name}.bicepparam` || path.startsWith(`${PARAMETERS}/${name}/`));
  const contents = await git.blobs(paths.map((path) => committed.get(path)!));
  return Object.fromEntries(paths.map((path, index) => [path.slice(PARAMETERS.length + 1), String(contents[index])]));
}

function renderedFiles({ environment, fleet }: EnvironmentSide): Record<string, string> {
  const contracts = contractFiles(fleet).map(({ path, document }) => [path, toYaml(document)]);
  return Object.fromEntries([[`${environment.metadata.name}.bicepparam`, bicepParameters(fleet)], ...contracts]);
}

/** @returns the path of the parameters, which use the compiled template: it takes less time than the sources. */
function write(folder: string, name: string, { template, files }: Inputs): string {
  const all = { 'main.json': template, ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`environments/${path}`, text.replace(/^using '.*'$/m, 'using \'../main.json\'')])) };
  for (const [path, text] of Object.entries(all)) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return join(folder, 'environments', `${name}.bicepparam`);
}

function resourcesOf(snapshot: string): PredictedResource[] {
  return (JSON.parse(snapshot) as { predictedResources: PredictedResource[] }).predictedResources;
}
