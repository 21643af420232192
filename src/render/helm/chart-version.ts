import { createHash } from 'node:crypto';

/** Hexadecimal digits of the digest: 48 bits, among the contents that one version of one model ever has. */
const DIGITS = 12;

/**
 * The version of a chart that Flux installs: the model's, and behind it a digest of all that is in the chart. So another content is another version,
 * whoever or whatever changed it, and Flux upgrades where the content changed and nowhere else. A pre-release, because source-controller replaces build
 * metadata where a chart gets values of its own (setBuildMetaData in its internal/helm/chart); behind a letter, since an identifier of digits alone may
 * not begin with a zero (https://semver.org/#spec-item-9).
 *
 * @param version semantic, without build metadata
 * @param files texts by path
 */
export function contentVersion(version: string, files: Iterable<readonly [string, string]>): string {
  const hash = createHash('sha256');
  for (const [path, text] of files) { hash.update(`${path}\n${Buffer.byteLength(text)}\n`).update(text); }
  return `${version}${version.includes('-') ? '.' : '-'}c${hash.digest('hex').slice(0, DIGITS)}`;
}
