import { spawnSync } from 'node:child_process';
import { builtTools } from '../../e2e/tools/build';
import { GoMissing } from '../../e2e/tools/go';
import type { Row } from '../synth/table';

const LONGEST_MILLISECONDS = 300_000;

/** Path of dyff (https://github.com/homeport/dyff), built where it is not yet; undefined, with a word, where there is no Go. */
export async function dyffProgram(): Promise<string | undefined> {
  try {
    return (await builtTools(['dyff'])).dyff;
  } catch (error) {
    if (!(error instanceof GoMissing)) { throw error; }
    process.stderr.write(`${error.message}\ndyff is NOT measured\n`);
    return undefined;
  }
}

/** Times dyff on two files of YAML documents, which it matches by what Kubernetes knows them by. */
export function timeDyff(dyff: string, before: string, after: string): Pick<Row, 'milliseconds' | 'ratio'> {
  const start = performance.now();
  const { stdout, status, error } = spawnSync(dyff, ['between', '--omit-header', '--output', 'human', before, after], {
    encoding: 'utf8', maxBuffer: 2 ** 30, timeout: LONGEST_MILLISECONDS,
  });
  const milliseconds = performance.now() - start;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') { return { milliseconds, ratio: `not done after ${LONGEST_MILLISECONDS / 1000} s` }; }
  if (status !== 0) { throw new Error(`dyff ended with ${status}`); }
  return { milliseconds, ratio: `${stdout.split('\n').length} lines` };
}
