/** Where something stands in a spec file: both count from 1. A line of 0 means the file as a whole. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong, or worth knowing, about the specs, and where it was written. */
export interface Problem extends Position {
  readonly severity: 'error' | 'warning';
  /** Relative to the repository's root, with forward slashes. */
  readonly file: string;
  readonly message: string;
}

/** Fields and list positions from the root of a file: `['spec', 'inputs', 2, 'name']`. */
export type SpecPath = readonly (string | number)[];

/** A problem before its path is looked up in the file's text. */
export interface Finding {
  readonly path: SpecPath;
  /** Whether the name of the field or its value is to blame. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly severity?: 'error' | 'warning';
}

/** `spec.inputs[2].name`. */
export function dotted(path: SpecPath): string {
  return path.map((part) => typeof part === 'number' ? `[${part}]` : `.${part}`).join('').replace(/^\./, '');
}

/** `models/churn.yaml:12:5: spec.scaling.max (1) must be at least spec.scaling.min (2)`. */
export function formatProblem({ file, line, column, message }: Problem): string {
  return line === 0 ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`;
}

/** By file, line and column; the same problem once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const distinct = new Map(problems.map((problem) => [`${problem.severity} ${formatProblem(problem)}`, problem]));
  return [...distinct.values()].sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message));
}

/** Order of code units: the same on every machine, unlike that of a locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The value at a path, undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: SpecPath): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.hasOwn(inner, part) ? (inner as Record<string | number, unknown>)[part] : undefined;
  }, value);
}
