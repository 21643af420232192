/** What Go's encoder writes as an escape, so that text never ends a script tag it stands in. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/** Texts that stand in JSON as they are. */
const PLAIN = /^[-\w ./:,]*$/;

/**
 * Indented JSON with sorted keys and without undefined fields and items: one text for one value, whatever the order it was built in. Byte for
 * byte what Helm's `toPrettyJson` writes, Go's HTML escapes included (https://pkg.go.dev/encoding/json#Marshal), because a chart has to
 * arrive at the same checksum.
 */
export function prettyJson(value: unknown): string {
  return write(value, '\n');
}

/** @param newLine a line break and the indent of the line that the value began on */
function write(value: unknown, newLine: string): string {
  if (typeof value === 'string') { return quoted(value); }
  if (value === null || typeof value !== 'object') { return JSON.stringify(value); }
  const inner = `${newLine}  `;
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) {
      if (item !== undefined) { text += `${text === '' ? '' : ','}${inner}${write(item, inner)}`; }
    }
    return text === '' ? '[]' : `[${text}${newLine}]`;
  }
  const record = value as Record<string, unknown>;
  for (const key of Object.keys(record).sort()) {
    if (record[key] !== undefined) { text += `${text === '' ? '' : ','}${inner}${quoted(key)}: ${write(record[key], inner)}`; }
  }
  return text === '' ? '{}' : `{${text}${newLine}}`;
}

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text).replace(ESCAPED, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
