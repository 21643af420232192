import { counted } from './words';
import { formatProblem, type Problem } from '../spec/problem';

/** Problems on standard error, one a line, as editors and CI logs link them; errors last, where they are read first, and counted. */
export function reportProblems(errors: readonly Problem[], warnings: readonly Problem[]): void {
  for (const problem of warnings) { process.stderr.write(`${formatProblem({ ...problem, message: `${yellow('warning:')} ${problem.message}` })}\n`); }
  for (const problem of errors) { process.stderr.write(`${formatProblem(problem)}\n`); }
  if (errors.length > 1) { process.stderr.write(`${counted(errors.length, 'error')}; nothing was written\n`); }
}

/** A machine's report on standard output. */
export function reportJson(report: object): void {
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}

/** https://no-color.org */
function yellow(word: string): string {
  const isWanted = process.stderr.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  return isWanted ? `\u001b[33m${word}\u001b[0m` : word;
}
