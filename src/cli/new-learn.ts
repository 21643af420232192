import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserFailure } from './failure';

export interface LearntModel {
  readonly family: string;
  readonly inputs: readonly object[];
  /** What could not be learnt. */
  readonly notes: readonly string[];
}

interface Description {
  readonly objection?: string;
  readonly classes: readonly string[];
  readonly inputs: readonly { readonly name: string; readonly type: string; readonly levels: readonly string[] }[];
}

/** The runtime's own R code, which learns the same when it serves the model. */
const RUNTIME = join(__dirname, '..', '..', 'model-image', 'r');

const LONGEST_MILLISECONDS = 120_000;

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'linear': ['lm', 'glm', 'glmnet', 'cv.glmnet'],
  'tree-ensemble': ['randomForest', 'ranger', 'xgb.Booster', 'lgb.Booster', 'gbm', 'rpart'],
  'kernel': ['svm', 'ksvm'],
};

/** The object's path stands in the arguments, so that no name of a file is ever R code. */
const PROGRAM = `
arguments <- commandArgs(trailingOnly = TRUE)
for (file in c("json.R", "model.R", "contract.R")) source(file.path(arguments[[1]], file))
object <- tryCatch(readRDS(arguments[[2]]), error = function(e) e)
if (inherits(object, "error")) {
  out <- list(objection = "is no R object: saveRDS() writes one", classes = I(character()), inputs = list())
} else {
  try(model_attach(object), silent = TRUE)
  known <- isS4(object) || any(vapply(class(object), function(each) !is.null(utils::getS3method("predict", each, optional = TRUE)), NA))
  inputs <- tryCatch(contract_learn(object), error = function(e) NULL)
  columns <- lapply(inputs, function(each) list(name = each$name, type = each$type, levels = I(each$levels)))
  out <- list(classes = I(class(object)), inputs = unname(columns))
  if (!known && is.null(inputs)) out$objection <- paste0("holds an object of class ", class(object)[[1]], ", for which R knows no predict()")
}
cat(json(out))
`;

/** @throws UserFailure with a sentence */
export function learnModel(file: string): LearntModel {
  if (!existsSync(file)) { throw new UserFailure(`there is no file ${file}; nothing was written`); }
  if (!/\.rds$/i.test(file)) { throw new UserFailure(`${file} is no .rds file, and only from those can a spec be learnt; nothing was written`); }
  const { error, status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', '-e', PROGRAM, RUNTIME, file], { encoding: 'utf8', timeout: LONGEST_MILLISECONDS });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    return { family: 'other', inputs: [], notes: ['Rscript was not found, so family and inputs are left to you'] };
  }
  if (error !== undefined || status !== 0) {
    throw new UserFailure(`R could not read ${file}: ${stderr.trim().split('\n').at(-1) ?? 'it took too long'}; nothing was written`);
  }
  const { objection, classes, inputs } = JSON.parse(stdout) as Description;
  if (objection !== undefined) { throw new UserFailure(`${file} ${objection}; nothing was written`); }
  const family = Object.keys(FAMILIES).find((each) => FAMILIES[each].some((name) => classes.includes(name))) ?? 'other';
  const unknown = inputs.filter(({ type }) => type === 'any').map(({ name }) => name);
  return {
    family,
    inputs: unknown.length > 0 ? [] : inputs.map(({ name, type, levels }) => levels.length > 0 ? { name, type: 'factor', levels } : { name, type }),
    notes: [
      ...inputs.length === 0 ? [`an object of class ${classes[0]} does not tell its inputs; declare them, so that requests are validated`] : [],
      ...unknown.length > 0 ? [`the types of ${unknown.join(', ')} are not in the object; declare inputs, so that requests are validated`] : [],
    ],
  };
}
