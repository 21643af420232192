import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type Model, ModelView } from '../spec';
import { EXIT } from './exit-code';
import type { Predictions } from './new-learn';
import { readPredictions } from './predictions';
import { reportProblems } from './report';
import { folderConfig, type ServeSettings, specConfig } from './serve-config';
import { compareAnswers } from './serve-expect';
import { ServeOutput } from './serve-output';

export interface ServeFlags {
  readonly modelFolder?: string;
  readonly environment?: string;
  readonly host: string;
  readonly port: string;
  readonly workers?: string;
  readonly secrets?: string;
  readonly expect?: string;
  readonly json: boolean;
}

const RUNTIME = join(__dirname, '..', '..', 'model-image');
const GATEWAY = join(RUNTIME, 'gateway', 'lib', 'main.js');

/** More workers than this help nobody who tries a model by hand. */
const MOST_WORKERS = 2;

/** Serves a model until told to stop, or compares what it answers with what is expected. @returns the exit code */
export async function serve(target: string, flags: ServeFlags): Promise<number> {
  const expected = flags.expect === undefined ? undefined : readPredictions(flags.expect);
  const settings = readSettings(expected === undefined ? flags : { ...flags, port: '0' });
  if (settings === undefined) { return EXIT.usage; }
  const path = [target, join('models', `${target}.yaml`)].find((place) => existsSync(place));
  const config = path === undefined
    ? refuse(`${target} does not exist; give a folder with model.rds, score.R or plumber.R, a model spec, or the name of one in models/`)
    : await configOf(path, flags, settings);
  if (config === undefined) { return EXIT.failed; }
  return run(config, flags.json, expected);
}

function refuse(message: string): undefined {
  process.stderr.write(`error: ${message}\n`);
}

function readSettings({ host, port, workers, secrets }: ServeFlags): ServeSettings | undefined {
  const number = (name: string, text: string, least: number, most: number) => {
    const value = Number(text);
    return Number.isInteger(value) && value >= least && value <= most ? value : refuse(`${name} must be a whole number from ${least} to ${most}, found ${text}`);
  };
  const ports = number('--port', port, 0, 65535);
  const count = number('--workers', workers ?? String(Math.min(MOST_WORKERS, availableParallelism())), 1, 256);
  if (ports === undefined || count === undefined) { return undefined; }
  return { host, port: ports, workers: count, ...secrets === undefined ? {} : { secrets: resolve(secrets) } };
}

async function configOf(target: string, flags: ServeFlags, settings: ServeSettings): Promise<object | undefined> {
  const path = resolve(target);
  if (statSync(path).isDirectory()) { return isModelFolder(path) ? folderConfig(path, basename(path), settings) : refuse(`${target} holds no model.rds, score.R, plumber.R or service.R`); }
  const { parseSpecFile } = await import('../spec/parse-file');
  const { value, problems } = parseSpecFile({ kind: 'Model', file: target, bytes: readFileSync(path) });
  reportProblems(problems.filter(({ severity }) => severity === 'error'), problems.filter(({ severity }) => severity !== 'error'));
  if (value === undefined || problems.some(({ severity }) => severity === 'error')) { return undefined; }
  const view = ModelView.of(value as Model, flags.environment);
  const { name } = view.metadata;
  const places = flags.modelFolder === undefined ? [join(dirname(path), name), join(RUNTIME, 'examples', name)] : [resolve(flags.modelFolder)];
  const folder = places.find(isModelFolder);
  return folder === undefined ? refuse(`no model.rds and no score.R in ${places.join(' or ')}; say where with --model-folder`) : specConfig(view, folder, settings);
}

/** A file of one of the three forms of a model. */
const MODEL_FILES = ['model.rds', 'score.R', 'entrypoint.R', 'plumber.R', 'service.R'];
const isModelFolder = (folder: string): boolean => MODEL_FILES.some((file) => existsSync(join(folder, file)));

/** Runs the gateway until it is told to stop, or has answered what was expected; the exit code is its own, or says whether it has. */
async function run(config: object, json: boolean, expected?: Predictions): Promise<number> {
  if (!existsSync(GATEWAY)) {
    refuse(`the runtime is not compiled (${GATEWAY}): run npx projen compile`);
    return EXIT.failed;
  }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-serve-'));
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(config));
  const child = spawn(process.execPath, [GATEWAY], { env: { ...process.env, PLUMBLINE_CONFIG: path }, stdio: ['ignore', json && expected === undefined ? 'inherit' : 'pipe', 'inherit'] });
  const stop = (signal: NodeJS.Signals) => { child.kill(signal); };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const ended = new Promise<number>((done) => {
    child.on('error', () => { done(EXIT.failed); });
    child.on('close', (code) => { done(code ?? EXIT.failed); });
  });
  let status: number;
  if (expected !== undefined) {
    const asExpected = await compareAnswers(child.stdout!, expected);
    child.kill('SIGTERM');
    status = await ended || (asExpected ? EXIT.ok : EXIT.failed);
  } else {
    if (child.stdout !== null) { new ServeOutput(config as ConstructorParameters<typeof ServeOutput>[0]).follow(child.stdout); }
    status = await ended;
  }
  process.off('SIGINT', stop).off('SIGTERM', stop);
  rmSync(folder, { recursive: true, force: true });
  return status;
}
