import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obstacle } from './servers';

/** A folder with the models to measure, trained anew; undefined, with a word on stderr and a failing exit code, where something is missing. */
export function trainedModels(): string | undefined {
  const problem = obstacle();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-models-'));
  execFileSync('Rscript', ['--vanilla', join(__dirname, 'models.R'), folder]);
  return folder;
}
