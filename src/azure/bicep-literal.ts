/** What a `.bicepparam` file can say: Bicep has no fractions. */
export type BicepValue = string | number | boolean | null | BicepFile | readonly BicepValue[] | { readonly [key: string]: BicepValue };

/** The text of a file beside the `.bicepparam` file, which the Bicep CLI loads. */
export class BicepFile {
  /** @param path relative to the `.bicepparam` file */
  constructor(readonly path: string) {}
}

const BARE_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\'': '\\\'', '\n': '\\n', '\r': '\\r', '\t': '\\t', '${': '\\${' };

/**
 * A value as a Bicep literal. Lists and objects that hold anything stand one item a line, as `bicep format` leaves them.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types
 * @param indent spaces before the line that the literal begins on
 * @throws RangeError for a number that Bicep can't write: a fraction, or beyond what JavaScript counts exactly
 */
export function bicepLiteral(value: BicepValue, indent = 0): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return integerLiteral(value);
  if (typeof value === 'string') return stringLiteral(value);
  if (value instanceof BicepFile) return `loadTextContent(${stringLiteral(value.path)})`;
  const inner = ' '.repeat(indent + 2);
  const lines = Array.isArray(value)
    ? value.map((item: BicepValue) => bicepLiteral(item, indent + 2))
    : Object.entries(value).map(([key, item]) => `${keyLiteral(key)}: ${bicepLiteral(item as BicepValue, indent + 2)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? open + close : `${open}\n${lines.map((line) => inner + line).join('\n')}\n${' '.repeat(indent)}${close}`;
}

/** Text between single quotes; characters that nobody sees as code points. */
function stringLiteral(text: string): string {
  const escaped = text.replace(/\$\{|[\\'\n\r\t]/g, (match) => ESCAPES[match]);
  return `'${escaped.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)}'`;
}

function keyLiteral(key: string): string {
  return BARE_KEY.test(key) ? key : stringLiteral(key);
}

function integerLiteral(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Bicep has whole numbers only, and ${value} is none`);
  return String(value);
}
