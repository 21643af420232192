import type { SourceText } from './load/source-text';
import type { Finding, Problem } from './problem';

/** Looks a finding's path up in the text of its file. */
export function locate({ path, at, message, severity = 'error' }: Finding, file: string, text: SourceText): Problem {
  return { severity, file, ...text.position(path, at), message };
}
