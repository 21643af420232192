import { WriteError } from '../render/apply';
import { reasonOf } from '../render/file-error';
import { SelectionError } from '../render/selection';

/** What only the person at the keyboard can mend; the message says how. */
export class UserFailure extends Error {}

/** Whether the command line is to blame. */
export function isUsageFailure(error: unknown): boolean {
  return error instanceof SelectionError;
}

/** One line for the person at the keyboard; the stack for whoever asked for it. */
export function failureMessage(error: unknown): string {
  if (error instanceof SelectionError || error instanceof UserFailure) { return `error: ${error.message}`; }
  if (error instanceof WriteError) { return `${error.path}: ${error.message}; run synth again when that is mended, to write the rest`; }
  const isWanted = /(?:^|,)(?:plumbline|\*)(?:,|$)/.test(process.env.DEBUG ?? '');
  if (isWanted && error instanceof Error) { return error.stack ?? error.message; }
  const reason = reasonOf(error);
  if (reason !== undefined) { return `${(error as NodeJS.ErrnoException).path ?? 'a file'}: ${reason}`; }
  return `unexpected error: ${error instanceof Error ? error.message : String(error)} (set DEBUG=plumbline to see where)`;
}
