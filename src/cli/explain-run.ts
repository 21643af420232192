import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { reportJson, reportProblems } from './report';
import { loadTemplates } from '../render/load-render';
import { cacheOf, loadUnits } from '../render/synth';
import { modelUnit, type ParametersValues, type Unit } from '../render/unit';
import { type ChartFile, explainChartLine } from '../review/explain/chart/explain-chart';
import { explain, type Explanation, explanationText } from '../review/explain/explain';
import { explainParameter } from '../review/explain/explain-parameter';
import { pathOfLine } from '../review/explain/line-path';
import { chartOfFile, isFileList, madeOf, modelOrigins, unitOfFile } from '../review/explain/made';
import type { Placement, Repository, ScoringValues } from '../spec';

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
  const textOf = (file: string) => readFileSync(join(options.root, file), 'utf8');
  const templates = await loadTemplates(cacheOf(options)('templates.json'));
  const originsOfModel = (values: ScoringValues) => modelOrigins(values, repository, textOf);
  const ofChart = explanationOfChart(options.root, line, units, { objects: templates.model, originsOf: originsOfModel });
  if (ofChart !== undefined) { return report(ofChart, flags); }
  const ofParameters = explanationOfParameters(options.root, line, units, repository, textOf);
  if (ofParameters !== undefined) { return report(ofParameters, flags); }
  const place = /:\d+$/.test(line) ? placeOfLine(options.root, line, units) : placeOfObject(line, path, repository.placements, flags);
  const made = madeOf(place.unit, repository, templates, textOf);
  const found = explain(made, place.object, place.path);
  if (found === undefined) {
    throw new UserFailure(`${place.object.kind} ${place.object.name} has no field ${place.path.join('.')} by what the specs say now; run npx projen synth, or look at the path again`);
  }
  return report(found, flags);
}

function report(found: Explanation, flags: ExplainFlags): number {
  if (flags.json) { reportJson(found); } else { process.stdout.write(explanationText(found)); }
  return EXIT.ok;
}

/** @throws UserFailure where there is no such file */
function fileOfLine(root: string, line: string): { readonly file: string; readonly number: number; readonly text: string } {
  const [, name, number] = /^(.*):(\d+)$/.exec(line)!;
  const file = relative(root, existsSync(resolve(root, name)) ? resolve(root, name) : resolve(name)).replaceAll('\\', '/');
  if (!existsSync(join(root, file))) { throw new UserFailure(`there is no file ${name}; run npx projen synth, or look at its name again`); }
  return { file, number: Number(number), text: readFileSync(join(root, file), 'utf8') };
}

/** A line of a Helm chart; undefined for every other. */
function explanationOfChart(root: string, line: string, units: readonly Unit[], made: Pick<ChartFile, 'objects' | 'originsOf'>): Explanation | undefined {
  if (!/:\d+$/.test(line)) { return undefined; }
  const { file, number, text } = fileOfLine(root, line);
  const chart = chartOfFile(units, file);
  if (chart === undefined) { return undefined; }
  if (number < 1 || number > text.split('\n').length) { throw new UserFailure(`${file} has no line ${number}`); }
  const helpers = join(root, 'dist', 'charts', chart.name, 'templates', '_helpers.tpl');
  const found = explainChartLine({ file, text, chart, helpers: existsSync(helpers) ? readFileSync(helpers, 'utf8') : '', ...made }, number);
  if (found === undefined) { throw new UserFailure(`${file} is made from schemas/values.v1.json and the chart's values as a whole; ask for a line of its templates or values`); }
  return found;
}

/** A line of a file of parameters for Bicep; undefined for every other. */
function explanationOfParameters(
  root: string, line: string, units: readonly Unit[], { environments }: Repository, textOf: (file: string) => string,
): Explanation | undefined {
  if (!/:\d+$/.test(line)) { return undefined; }
  const { file, number, text } = fileOfLine(root, line);
  const { fleets } = (units.find(({ chart }) => chart === 'parameters')?.values ?? { fleets: [] }) as ParametersValues;
  const found = fleets.find(({ fleet }) => file === `bicep/environments/${fleet.environment.metadata.name}.bicepparam`);
  if (found === undefined) { return undefined; }
  const written = environments.find((environment) => environment.file === found.file)?.value;
  const environmentText = textOf(found.file);
  const explanation = explainParameter({ file, text, fleet: found.fleet, environmentFile: found.file, written, environmentText }, number);
  if (explanation === undefined) { throw new UserFailure(`no parameter stands on line ${number} of ${file}`); }
  return explanation;
}

function placeOfLine(root: string, line: string, units: readonly Unit[]): Place {
  const { file, number, text } = fileOfLine(root, line);
  const unit = explainable(unitOfFile(units, file), file);
  const found = pathOfLine(text, number);
  if (found === undefined) { throw new UserFailure(`no field stands on line ${number} of ${file}`); }
  return { unit, object: found, path: [...found.path, ...found.inside] };
}

/** @throws UserFailure where the file's lines have another explanation than fields of specs */
function explainable(unit: Unit | undefined, file: string): Unit {
  if (unit?.chart === 'parameters') { throw new UserFailure(`${file} is what API Management is told of a model's requests; it follows from the model's inputs and outputs`); }
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
