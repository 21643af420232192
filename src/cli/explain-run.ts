import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { reportJson, reportProblems } from './report';
import { loadTemplates } from '../render/load-render';
import { cacheOf, loadSpecs } from '../render/synth';
import { explain, explanationText, placementOf } from '../review/explain/explain';
import { pathOfLine } from '../review/explain/line-path';
import type { Placement } from '../spec';

export interface ExplainFlags extends SpecsFlags {
  readonly environment?: string;
  readonly model?: string;
}

interface Place {
  readonly placement: Placement;
  readonly object: { readonly kind: string; readonly name: string };
  readonly path: readonly (string | number)[];
}

/** @returns the exit code */
export async function explainLine(line: string, path: string | undefined, flags: ExplainFlags): Promise<number> {
  const options = specsOptions(flags);
  const { placements, errors } = await loadSpecs(options);
  if (errors.length > 0) {
    reportProblems(errors, []);
    return EXIT.failed;
  }
  const place = /:\d+$/.test(line) ? placeOfLine(options.root, line, placements) : placeOfObject(line, path, placements, flags);
  const templates = await loadTemplates(cacheOf(options)('templates.json'));
  const found = explain(place.placement, templates.model, place.object, place.path, (file) => readFileSync(join(options.root, file), 'utf8'));
  if (found === undefined) {
    throw new UserFailure(`${place.object.kind} ${place.object.name} has no field ${place.path.join('.')} by what the specs say now; run npx projen synth, or look at the path again`);
  }
  if (flags.json) { reportJson(found); } else { process.stdout.write(explanationText(found)); }
  return EXIT.ok;
}

function placeOfLine(root: string, line: string, placements: readonly Placement[]): Place {
  const [, name, number] = /^(.*):(\d+)$/.exec(line)!;
  const file = relative(root, existsSync(resolve(root, name)) ? resolve(root, name) : resolve(name)).replaceAll('\\', '/');
  if (!existsSync(join(root, file))) { throw new UserFailure(`there is no file ${name}; run npx projen synth, or look at its name again`); }
  const placement = placementOf(placements, file);
  if (placement === undefined) { throw new UserFailure(`${file} is no model's rendered file; they are in dist/models/`); }
  const found = pathOfLine(readFileSync(join(root, file), 'utf8'), Number(number));
  if (found === undefined) { throw new UserFailure(`no field stands on line ${number} of ${file}`); }
  return { placement, object: found, path: [...found.path, ...found.inside] };
}

function placeOfObject(object: string, path: string | undefined, placements: readonly Placement[], flags: ExplainFlags): Place {
  const [kind, name] = object.split('/');
  if (name === undefined || path === undefined) { throw new UserFailure('say a place, dist/models/dev/churn.yaml:42, or an object and a path, Deployment/churn spec.replicas'); }
  const model = flags.model ?? placements.map(({ values }) => values.name).filter((each) => name === each || name.startsWith(`${each}-`)).sort((a, b) => b.length - a.length).at(0);
  const isThere = (environment: string) => (flags.environment ?? environment) === environment;
  const found = placements.filter(({ values }) => values.name === model && isThere(values.environment.name));
  if (found.length === 0) { throw new UserFailure(`no model${flags.environment === undefined ? '' : ` in ${flags.environment}`} has an object ${object}; --model names the model`); }
  return { placement: found[0], object: { kind, name }, path: partsOf(path) };
}

/** `spec.containers[0].image`, and quotes around a key with dots. */
function partsOf(path: string): (string | number)[] {
  const parts = path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g);
  return [...parts].map(([, index, quoted, plain]) => index === undefined ? quoted ?? plain : Number(index));
}
