import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { reportJson, reportProblems } from './report';
import { loadTemplates } from '../render/load-render';
import { cacheOf, loadUnits } from '../render/synth';
import { modelUnit, type Unit } from '../render/unit';
import { explain, explanationText } from '../review/explain/explain';
import { pathOfLine } from '../review/explain/line-path';
import { isFileList, madeOf, unitOfFile } from '../review/explain/made';
import type { Placement } from '../spec';

export interface ExplainFlags extends SpecsFlags {
  readonly environment?: string;
  readonly model?: string;
}

interface Place {
  readonly unit: Unit;
  readonly object: { readonly kind: string; readonly name: string };
  readonly path: readonly (string | number)[];
}

/** @returns the exit code */
export async function explainLine(line: string, path: string | undefined, flags: ExplainFlags): Promise<number> {
  const options = specsOptions(flags);
  const { repository, units } = await loadUnits(options);
  if (repository.errors.length > 0) {
    reportProblems(repository.errors, []);
    return EXIT.failed;
  }
  const place = /:\d+$/.test(line) ? placeOfLine(options.root, line, units) : placeOfObject(line, path, repository.placements, flags);
  const made = madeOf(place.unit, repository, await loadTemplates(cacheOf(options)('templates.json')), (file) => readFileSync(join(options.root, file), 'utf8'));
  const found = explain(made, place.object, place.path);
  if (found === undefined) {
    throw new UserFailure(`${place.object.kind} ${place.object.name} has no field ${place.path.join('.')} by what the specs say now; run npx projen synth, or look at the path again`);
  }
  if (flags.json) { reportJson(found); } else { process.stdout.write(explanationText(found)); }
  return EXIT.ok;
}

function placeOfLine(root: string, line: string, units: readonly Unit[]): Place {
  const [, name, number] = /^(.*):(\d+)$/.exec(line)!;
  const file = relative(root, existsSync(resolve(root, name)) ? resolve(root, name) : resolve(name)).replaceAll('\\', '/');
  if (!existsSync(join(root, file))) { throw new UserFailure(`there is no file ${name}; run npx projen synth, or look at its name again`); }
  const unit = explainable(unitOfFile(units, file), file);
  const found = pathOfLine(readFileSync(join(root, file), 'utf8'), Number(number));
  if (found === undefined) { throw new UserFailure(`no field stands on line ${number} of ${file}`); }
  return { unit, object: found, path: [...found.path, ...found.inside] };
}

/** @throws UserFailure where the file's lines have another explanation than fields of specs */
function explainable(unit: Unit | undefined, file: string): Unit {
  const [model] = /(?<=^dist\/charts\/)[^/]+/.exec(file) ?? [];
  if (model !== undefined) { throw new UserFailure(`${file} is of a Helm chart, which makes the same objects as dist/models/: ask for the line of dist/models/<environment>/${model}.yaml`); }
  if (unit?.chart === 'parameters') { throw new UserFailure(`${file} says in its first line and its comments what it is made from`); }
  if (unit === undefined) { throw new UserFailure(`${file} is no rendered file; they are in dist/`); }
  if (isFileList(file)) { throw new UserFailure(`${file} is the list of what Flux applies from its folder; it follows from the files that are rendered`); }
  return unit;
}

function placeOfObject(object: string, path: string | undefined, placements: readonly Placement[], flags: ExplainFlags): Place {
  const [kind, name] = object.split('/');
  if (name === undefined || path === undefined) { throw new UserFailure('say a place, dist/models/dev/churn.yaml:42, or an object and a path, Deployment/churn spec.replicas'); }
  const model = flags.model ?? placements.map(({ values }) => values.name).filter((each) => name === each || name.startsWith(`${each}-`)).sort((a, b) => b.length - a.length).at(0);
  const isThere = (environment: string) => (flags.environment ?? environment) === environment;
  const found = placements.filter(({ values }) => values.name === model && isThere(values.environment.name));
  if (found.length === 0) { throw new UserFailure(`no model${flags.environment === undefined ? '' : ` in ${flags.environment}`} has an object ${object}; --model names the model`); }
  return { unit: modelUnit(found[0].values), object: { kind, name }, path: partsOf(path) };
}

/** `spec.containers[0].image`, and quotes around a key with dots. */
function partsOf(path: string): (string | number)[] {
  const parts = path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g);
  return [...parts].map(([, index, quoted, plain]) => index === undefined ? quoted ?? plain : Number(index));
}
