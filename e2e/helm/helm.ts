import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';

export interface HelmResult {
  readonly ok: boolean;
  readonly output: string;
  readonly error: string;
}

export interface HelmObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>>; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** Runs the helm that main.ts hands over. @throws Error where the tests were started by themselves */
export function helm(...args: readonly string[]): HelmResult {
  const program = process.env.PLUMBLINE_HELM;
  if (!program) { throw new Error('these tests need helm; start them with "npx projen test:helm"'); }
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { ok: status === 0, output: stdout, error: stderr };
}

/** The objects of `helm template` with the given options, those of hooks left out. @throws Error with what helm said */
export function templated(chart: string, ...options: readonly string[]): HelmObject[] {
  return allTemplated(chart, ...options).filter((object) => !isHook(object));
}

/** The objects of `helm test`. */
export function hooks(chart: string, ...options: readonly string[]): HelmObject[] {
  return allTemplated(chart, ...options).filter(isHook);
}

/** The error of a `helm template` that must not succeed, without what helm says every time. */
export function refusal(chart: string, ...options: readonly string[]): string[] {
  const { ok, error } = helm('template', 'release', chart, ...options);
  if (ok) { throw new Error('helm took the values'); }
  return error.split('\n').map((line) => line.replace(/^.*templates\/validate\.yaml:\d+:\d+\): /, ''))
    .filter((line) => line !== '' && !/^(Error: values don't meet|[\w-]+:$|Use --debug)/.test(line));
}

function allTemplated(chart: string, ...options: readonly string[]): HelmObject[] {
  const { ok, output, error } = helm('template', 'release', chart, ...options);
  if (!ok) { throw new Error(error); }
  // What Helm's own reader speaks.
  return parseAllDocuments(output, { version: '1.1' }).map((document) => document.toJS() as HelmObject | null).filter((object) => object !== null);
}

function isHook({ metadata }: HelmObject): boolean {
  return metadata.annotations?.['helm.sh/hook'] !== undefined;
}
