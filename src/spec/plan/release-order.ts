/** Whether a release `<major>.<minor>` is another one or comes after it: 2.10 comes after 2.9. */
export function isAtLeast(release: string, other: string): boolean {
  const [[major, minor], [otherMajor, otherMinor]] = [release, other].map((each) => each.split('.').map(Number));
  return major === otherMajor ? minor >= otherMinor : major > otherMajor;
}
