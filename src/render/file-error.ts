/** Whether a file operation failed because there is nothing at the path. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** In words, why a file operation failed; undefined for anything that is no failed file operation. */
export function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error);
  return code === undefined ? undefined : REASONS[code] ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than this process may write (ulimit -f)',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long for this file system',
  EISDIR: 'is a folder',
  ENOTDIR: 'part of the path is a file',
  ENOENT: 'part of the path has gone',
};

/** Such as ENOENT; undefined for anything that is no failed system call. */
export function codeOf(error: unknown): string | undefined {
  return isFileError(error) ? error.code : undefined;
}

/** By its shape, because what the file system throws is no Error of the realm that test runners run code in. */
function isFileError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
