import { formatProblem, type Problem } from '../spec/problem';
import { counted } from './words';

const RED = 31;
const YELLOW = 33;

/** Problems on standard error, errors last, where they are read first; with the number of errors under more than one. */
export function reportProblems(errors: readonly Problem[], warnings: readonly Problem[]): void {
  for (const problem of warnings) { process.stderr.write(`${coloured('warning', YELLOW)} ${formatProblem(problem)}\n`); }
  for (const problem of errors) { process.stderr.write(`${coloured('error', RED)} ${formatProblem(problem)}\n`); }
  if (errors.length > 1) { process.stderr.write(`${counted(errors.length, 'error')}; nothing was written\n`); }
}

/** A machine's report on standard output. */
export function reportJson(report: object): void {
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}

/** https://no-color.org */
function coloured(word: string, colour: number): string {
  const isWanted = process.stderr.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  return isWanted ? `\u001b[${colour}m${word}\u001b[0m` : word;
}
