/** Largest spec file that is read. A spec of a thousand columns takes about 100 KiB. */
export const MAX_FILE_BYTES = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a file, without a byte order mark; undefined where it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What is wrong with a file of that size, undefined if nothing. */
export function sizeObjection(bytes: number): string | undefined {
  if (bytes <= MAX_FILE_BYTES) return undefined;
  return `the file has ${(bytes / MAX_FILE_BYTES).toFixed(1)} MiB, a spec may have 1 MiB; keep data and models out of it`;
}
