import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserFailure } from './failure';

/** What a model is made of, where it was found. */
export interface ModelSource {
  /** An R object, written by saveRDS(). */
  readonly object?: string;
  /** score.R, with score(model, data). */
  readonly script?: string;
  /** A file that plumber reads. */
  readonly service?: string;
  /** sample.csv, rows that the model can score. */
  readonly sample?: string;
}

/** Annotations of a route or of the API, as plumber reads them (https://www.rplumber.io/articles/annotations.html). */
const PLUMBER = /^#[*']\s*@(get|post|put|delete|head|options|patch|use|filter|plumber|apiTitle)\b/m;

/**
 * The parts of a model: an .rds, an R file, or a folder that holds them, itself or one level below (as the reference architecture's
 * repository does, with model.rds at its root and data/service.R).
 * @throws UserFailure with a sentence
 */
export function findSource(from: string): ModelSource {
  if (!existsSync(from)) { throw new UserFailure(`there is no file or folder ${from}; nothing was written`); }
  if (statSync(from).isDirectory()) { return ofFolder(from); }
  if (/\.rds$/i.test(from)) { return { object: from, ...beside(from) }; }
  if (/\.r$/i.test(from)) { return ofScript(from); }
  throw new UserFailure(`${from} is neither an R object (.rds) nor an R file nor a folder, and only from those can a spec be learnt; nothing was written`);
}

function ofScript(file: string): ModelSource {
  const text = readFileSync(file, 'utf8');
  if (PLUMBER.test(text)) { return { service: file }; }
  if (/^\s*score\s*(<-|=)\s*function\b/m.test(text)) {
    const object = join(dirname(file), 'model.rds');
    return { script: file, ...existsSync(object) ? { object } : {}, ...beside(file) };
  }
  throw new UserFailure(`${file} has neither plumber's annotations (#* @post /score) nor a function score(model, data); nothing was written`);
}

function ofFolder(folder: string): ModelSource {
  const files = filesOf(folder);
  const named = (...names: readonly string[]) => files.find((file) => names.includes(basename(file)));
  const objects = files.filter((file) => /\.rds$/i.test(file));
  const object = named('model.rds') ?? objects[0];
  if (objects.length > 1 && basename(object) !== 'model.rds') {
    throw new UserFailure(`${folder} holds ${objects.map((file) => basename(file)).join(' and ')}: give the one that is the model; nothing was written`);
  }
  const found: ModelSource = { object, script: named('score.R'), service: named('service.R', 'plumber.R'), sample: named('sample.csv') };
  if (object === undefined && found.script === undefined && found.service === undefined) {
    throw new UserFailure(`${folder} holds no model: no .rds, no score.R and no service.R, nor does a folder in it; nothing was written`);
  }
  return found;
}

/** Files of a folder, then those of its folders; hidden ones left out, sorted. */
function filesOf(folder: string): string[] {
  const entries = entriesOf(folder);
  return [...entries, ...entries.filter((entry) => entry.isDirectory()).flatMap((entry) => entriesOf(join(folder, entry.name)))]
    .filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort(({ name: a }, { name: b }) => a < b ? -1 : 1);
}

function beside(file: string): Pick<ModelSource, 'sample'> {
  const sample = join(dirname(file), 'sample.csv');
  return existsSync(sample) ? { sample } : {};
}
