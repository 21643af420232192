import { load } from 'js-yaml';
import { chartTemplates } from '../../src/render/chart-templates';
import { objectRenders, type ObjectRenders } from '../../src/review/render';
import { type Review, type ReviewInput, reviewOf } from '../../src/review/review';
import { EMPTY_SIDE, type Side, sideOf } from '../../src/review/side';
import { assembleRepository, formatProblem } from '../../src/spec';
import { parseSpecFile } from '../../src/spec/parse-file';
import { TODAY } from '../helpers/specs';

/** Texts by their paths. */
export type Files = Readonly<Record<string, string>>;

let renders: ObjectRenders | undefined;

/** The charts as they are, compiled once a test file. */
export function chartRenders(): ObjectRenders {
  renders ??= objectRenders(chartTemplates());
  return renders;
}

/** The side that these files make; they have to be valid. */
export function sideOfFiles(files: Files): Side {
  if (Object.keys(files).length === 0) { return EMPTY_SIDE; }
  const parsed = Object.entries(files).map(([file, text]) =>
    parseSpecFile({ kind: file.startsWith('models/') ? 'Model' : 'Environment', file, bytes: new TextEncoder().encode(text) }));
  const repository = assembleRepository(parsed, { today: TODAY, textOf: (file) => files[file] });
  if (repository.errors.length > 0) { throw new Error(repository.errors.map(formatProblem).join('\n')); }
  return sideOf(repository);
}

export function reviewOfFiles(before: Files, after: Files, more: Partial<ReviewInput> = {}): Review {
  return reviewOf({ before: sideOfFiles(before), after: sideOfFiles(after), ...chartRenders(), ...more });
}

/** Everything that a review says, as `rule: text`. */
export function saidIn({ groups, environments, own }: Review): string[] {
  return [...groups.map(({ first }) => first), ...environments, ...own].flatMap(({ statements }) => statements).map(({ rule, text }) => `${rule}: ${text}`);
}

/** A YAML text as plain data. */
export function yaml<T>(text: string): T {
  return load(text) as T;
}
