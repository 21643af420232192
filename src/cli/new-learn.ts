import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { UserFailure } from './failure';
import type { ModelSource } from './new-source';

export interface LearntModel {
  readonly family: string;
  readonly inputs: readonly object[];
  /** Rows, and what R answers to them. */
  readonly predictions?: Predictions;
  /** What could not be learnt. */
  readonly notes: readonly string[];
}

/** Rows as records, and the model's answer to each. */
export interface Predictions {
  readonly rows: readonly object[];
  readonly answers: readonly object[];
}

interface Description {
  readonly objection?: string;
  readonly classes: readonly string[];
  readonly inputs: readonly { readonly name: string; readonly type: string; readonly levels: readonly string[] }[];
  readonly examples?: Predictions & { readonly failure?: string };
}

/** The runtime's own R code, which learns the same when it serves the model. */
const DESCRIBE = join(__dirname, '..', '..', 'model-image', 'r', 'describe.R');

const LONGEST_MILLISECONDS = 120_000;

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'linear': ['lm', 'glm', 'glmnet', 'cv.glmnet'],
  'tree-ensemble': ['randomForest', 'ranger', 'xgb.Booster', 'lgb.Booster', 'gbm', 'rpart'],
  'kernel': ['svm', 'ksvm'],
};

/** @throws UserFailure with a sentence */
export function learnModel(source: ModelSource): LearntModel {
  const learnt = source.object === undefined ? { family: 'other', inputs: [], notes: [] } : learnObject(source.object, source);
  if (source.service === undefined) {
    return source.object === undefined ? { ...learnt, notes: [`${source.script!} alone does not tell family and inputs; declare them, so that requests are validated`] } : learnt;
  }
  // Its requests are not rows: plumber reads and checks them itself.
  return { family: learnt.family, inputs: [], notes: [`${source.service} is served as it is, by plumber in the workers: inputs and batching are for score.R and model.rds alone`] };
}

function learnObject(file: string, { sample = '', script }: ModelSource): LearntModel {
  const { error, status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', DESCRIBE, file, sample, script === undefined ? '' : dirname(script)], {
    encoding: 'utf8', timeout: LONGEST_MILLISECONDS,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    return { family: 'other', inputs: [], notes: ['Rscript was not found, so family, inputs and predictions are left to you'] };
  }
  if (error !== undefined || status !== 0) {
    throw new UserFailure(`R could not read ${file}: ${stderr.trim().split('\n').at(-1) ?? 'it took too long'}; nothing was written`);
  }
  const { objection, classes, inputs, examples } = JSON.parse(stdout) as Description;
  if (objection !== undefined) { throw new UserFailure(`${file} ${objection}; nothing was written`); }
  const family = Object.keys(FAMILIES).find((each) => FAMILIES[each].some((name) => classes.includes(name))) ?? 'other';
  const unknown = inputs.filter(({ type }) => type === 'any').map(({ name }) => name);
  return {
    family,
    inputs: unknown.length > 0 ? [] : inputs.map(({ name, type, levels }) => levels.length > 0 ? { name, type: 'factor', levels } : { name, type }),
    ...examples === undefined || examples.failure !== undefined ? {} : { predictions: examples },
    notes: [
      ...inputs.length === 0 ? [`an object of class ${classes[0]} does not tell its inputs; declare them, so that requests are validated`] : [],
      ...unknown.length > 0 ? [`the types of ${unknown.join(', ')} are not in the object; declare inputs, so that requests are validated`] : [],
      ...examples === undefined ? ['no predictions were kept: put a sample.csv with a few rows beside the model'] : [],
      ...examples?.failure === undefined ? [] : [`no predictions were kept, for R failed to score ${sample === '' ? 'rows made from the inputs' : sample}: ${examples.failure}`],
    ],
  };
}
