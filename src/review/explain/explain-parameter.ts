import type { Explanation, Reason } from './explain';
import { type ParameterPath, parameterOfLine } from './parameter-path';
import { deploymentParameters, type Fleet } from '../../azure';
import { dotted, specSchema } from '../../spec';
import { SourceText } from '../../spec/load/source-text';
import { valueAt } from '../../spec/problem';
import { schemaAt } from '../../spec/schema/json-schema';
import { listed } from '../wording';

/** Parameters of an environment, and the file that the environment is in. */
export interface ParameterFile {
  /** Relative to the repository's root. */
  readonly file: string;
  readonly text: string;
  readonly fleet: Fleet;
  readonly environmentFile: string;
  /** What that file holds, as it was read, and its text. */
  readonly written: unknown;
  readonly environmentText: string;
}

type Path = readonly (string | number)[];

const MOST_NAMED = 3;
const NOT_WRITTEN = 'a default of the schema, or a rule of Plumbline\'s; no file says otherwise';

/**
 * Which fields a line of parameters follows from, found by changing each of them and looking whether the parameter changes: what plans nodes and
 * shares identities has no template that could be followed. Undefined where no parameter stands on the line.
 */
export function explainParameter(of: ParameterFile, line: number): Explanation | undefined {
  const { file, text, fleet, environmentFile, written, environmentText } = of;
  const place = parameterOfLine(text, line);
  if (place === undefined) { return undefined; }
  const value = parameterOf(fleet, place);
  const isDifferent = differencesFrom(value, place);
  const source = new SourceText(environmentText);
  const ofEnvironment = leavesOf(fleet.environment)
    .filter(([path, was]) => changesOf(was).some((other) => isDifferent({ ...fleet, environment: withValue(fleet.environment, path, other) })))
    .map(([path, its]): Reason => {
      const { line: at, column } = source.position(path, 'value');
      const documentation = schemaAt(specSchema('Environment'), path.filter((part) => typeof part === 'string'))?.description;
      return {
        field: dotted(path),
        value: its,
        origin: valueAt(written, path) === undefined ? NOT_WRITTEN : `${environmentFile}:${at}:${column}`,
        ...documentation === undefined ? {} : { documentation },
      };
    });
  return {
    object: file,
    path: dotted([place.name, ...place.path]),
    value,
    reasons: [...ofEnvironment, ...reasonsOfModels(fleet, isDifferent)],
    conditions: [],
    otherwise: value === null
      ? `${environmentFile} says nothing that this is for; docs/reference/environment.md lists its fields`
      : 'the same for every environment and model',
  };
}

/** Fields that are changed in all models at once: a pool or an identity is of several. */
function reasonsOfModels(fleet: Fleet, isDifferent: (of: Fleet) => boolean): Reason[] {
  if (!isDifferent({ ...fleet, models: [] })) { return []; }
  const origin = listed(fleet.models.map(({ source: { model } }) => model), MOST_NAMED);
  const withModels = (path: Path, value: unknown) => ({ ...fleet, models: fleet.models.map((model) => withValue(model, path, value)) });
  return commonLeaves(fleet)
    .filter(([path, was]) => changesOf(was).some((other) => isDifferent(withModels(path, other))))
    .map(([path]) => ({ field: dotted(path), value: 'as each model has it', origin }));
}

/** Says of a changed fleet whether a place of its parameters holds something else. */
function differencesFrom(value: unknown, place: ParameterPath): (of: Fleet) => boolean {
  const now = JSON.stringify(value);
  return (of) => {
    try {
      return JSON.stringify(parameterOf(of, place)) !== now;
    } catch {
      // No value that the planner takes: another change of the same field may be one.
      return false;
    }
  };
}

function parameterOf(fleet: Fleet, { name, path }: ParameterPath): unknown {
  return valueAt(deploymentParameters(fleet)[name]?.value, path);
}

/** Every field that is no block, with its value; a list of texts is one. */
function leavesOf(value: unknown, path: Path = []): [Path, unknown][] {
  if (value === null || typeof value !== 'object') { return value === undefined ? [] : [[path, value]]; }
  if (Array.isArray(value)) { return [[path, value]]; }
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** Fields of the first model that has them. */
function commonLeaves({ models }: Fleet): [Path, unknown][] {
  const found = new Map(models.flatMap((model) => leavesOf(model)).reverse().map((leaf) => [dotted(leaf[0]), leaf]));
  return [...found.values()].filter(([[first]]) => first !== 'environment' && first !== 'source').sort(([left], [right]) => dotted(left) < dotted(right) ? -1 : 1);
}

/** Other values of the same type, near and far: a small change may be rounded away. */
function changesOf(value: unknown): readonly unknown[] {
  if (typeof value === 'number') { return [value + 1, value * 4 + 8, Math.max(value - 1, 0)]; }
  if (typeof value === 'boolean') { return [!value]; }
  if (typeof value === 'string') { return [`${value}x`, ...sizesBeside(value)]; }
  return Array.isArray(value) ? [[], value.slice(1), [...value as unknown[], value[0] ?? 'x']] : [];
}

/** A string that the planner has to understand: another amount of memory. */
function sizesBeside(value: string): string[] {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(value) ?? [];
  return number === undefined ? [] : [`${Number(number) * 8}${unit}`];
}

function withValue<T extends object>(object: T, path: Path, value: unknown): T {
  const copy = structuredClone(object);
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
  if (parent !== undefined && parent !== null && typeof parent === 'object') { parent[path.at(-1)!] = value; }
  return copy;
}
