/** What Go's encoder writes as an escape, so that text never ends a script tag it stands in. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/**
 * Indented JSON with sorted keys and without undefined fields and items: one text for one value, whatever the order it was built in. Byte for byte
 * what Helm's `toPrettyJson` writes, Go's HTML escapes included (https://pkg.go.dev/encoding/json#Marshal), because a chart has to
 * arrive at the same checksum.
 */
export function prettyJson(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, field: unknown) => {
    if (field === null || typeof field !== 'object') { return field; }
    if (Array.isArray(field)) { return field.filter((item) => item !== undefined); }
    const record = field as Record<string, unknown>;
    return Object.fromEntries(Object.keys(record).sort().map((key) => [key, record[key]]));
  }, 2);
  return sorted.replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
