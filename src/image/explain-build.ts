/** R's words for a package that is not there, and plumber's. */
const ABSENT = /there is no package called .(\S+?)[’']|`?([A-Za-z][\w.]*)`? must be installed for/;

/** A failed build in sentences: the cause where it is known, else the end of what the builder wrote. */
export function explainBuild(builder: string, lines: readonly string[]): string {
  const missing = lines.map((line) => /Unable to locate package r-cran-(\S+)/.exec(line)?.[1]).filter((name) => name !== undefined);
  if (missing.length > 0) { return `Debian has no package of the R package ${missing.join(', ')}; take it from CRAN: --cran ${missing.join(' --cran ')} --cran-snapshot <url>`; }
  const session = lines.filter((line) => line.includes('session.json: ')).map((line) => line.slice(line.indexOf('session.json: ')));
  if (session.length > 0 && lines.some((line) => line.includes('--accept-versions'))) { return session.join('\n'); }
  const snapshot = lines.map((line) => /^Error: (.*\(--cran-snapshot\).*)/.exec(line)?.[1]).find((text) => text !== undefined);
  if (snapshot !== undefined) { return snapshot; }
  const absent = lines.map((line) => ABSENT.exec(line)).map((found) => found?.[1] ?? found?.[2]).find((name) => name !== undefined);
  if (absent !== undefined) { return `the model needs the R package ${absent}, which is not in the image; name it with --package ${absent}`; }
  const pull = lines.some((line) => /(?:manifest unknown|pull access denied|initializing source|connection refused|no such host|i\/o timeout)/i.test(line));
  return `${builder} failed${pull ? '; the image it starts from could not be had (--debian or --from names another)' : ''}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
