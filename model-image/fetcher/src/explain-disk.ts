import { FetchFailure } from './failure';

/** What an error of writing a file means for a fetch. */
export function explainDisk(error: unknown, path: string): FetchFailure {
  if (error instanceof FetchFailure) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const because = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FetchFailure('full', `the volume of the model is full (${code}) at ${path}; artifact.maxSize makes it larger`, because);
  return new FetchFailure('settings', `${path} cannot be written (${code === '' ? message : code})`, because);
}
