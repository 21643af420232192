import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const SAMPLE = join(ROOT, 'model-image', 'examples', 'boston-housing');

/** Another forest than the one in the image, so that its number shows where the model came from. */
const TRAIN = `
suppressPackageStartupMessages(library(randomForest))
set.seed(20260901)
model <- randomForest(medv ~ ., data = MASS::Boston, ntree = 25)
attr(model$terms, ".Environment") <- globalenv()
saveRDS(model, "model.rds", version = 3)
cat(sprintf("%.17g", predict(model, read.csv("sample.csv")[1, ])))
`;

/** A model as it lies in storage, and what R says that it predicts. */
export interface Artifact {
  readonly archive: Buffer;
  readonly sha256: string;
  /** One row of the sample. */
  readonly row: Readonly<Record<string, number>>;
  /** R's own prediction for the row. */
  readonly prediction: number;
}

/** Trains a model with the R of this machine, which is installed where that is allowed, and packs it. */
export function trainArtifact(): Artifact {
  execFileSync('sh', [join(ROOT, 'model-image', 'install-r.sh')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-artifact-'));
  try {
    cpSync(join(SAMPLE, 'sample.csv'), join(folder, 'sample.csv'));
    const prediction = Number(execFileSync('Rscript', ['--vanilla', '-e', TRAIN], { cwd: folder, encoding: 'utf8' }));
    const archive = execFileSync('tar', ['-cz', 'model.rds', 'sample.csv'], { cwd: folder, maxBuffer: 2 ** 28 });
    return { archive, sha256: createHash('sha256').update(archive).digest('hex'), row: firstRow(join(folder, 'sample.csv')), prediction };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function firstRow(path: string): Record<string, number> {
  const [names, values] = readFileSync(path, 'utf8').split('\n').map((line) => line.split(','));
  return Object.fromEntries(names.map((name, index) => [name.replaceAll('"', ''), Number(values[index])]));
}
