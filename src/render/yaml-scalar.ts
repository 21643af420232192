/**
 * Strings that stay strings without quotes in every reader. Deliberately narrower than the YAML grammar: what is not plainly safe is quoted.
 * Inside: no `: `, no ` #`, no quotes and no brackets; at the ends: no spaces, and no colon at the end.
 */
const PLAIN = /^[A-Za-z0-9_/$](?:[A-Za-z0-9_./@$%+=()~^,-]|:(?=[^ ])|[ ](?=[^ #])|(?<=[^ ])#)*$/;

/**
 * Words that some version of YAML reads as null or a boolean
 * (https://yaml.org/type/bool.html and its neighbours; https://yaml.org/spec/1.2.2/#103-core-schema).
 */
const WORD = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/**
 * Anything that might be an integer (decimal, octal, hexadecimal, binary, sexagesimal), a float or a timestamp in YAML 1.1 or 1.2:
 * made of nothing but what those are made of, with a digit at its start.
 */
const NUMBER_OR_DATE = /^[0-9][0-9a-fA-F_xXoOtTzZ:., +-]*$/;

/** Characters that JSON leaves alone and YAML does not print, breaks lines at, or takes for a byte order mark. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** What only double quotes can carry. */
const NEEDS_ESCAPES = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;

/** What a literal block cannot carry exactly, or what an editor would take away: controls, blanks at a line's end, a first line with blanks. */
const NOT_LITERAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|[ \t](?:\n|$)|^[ \t\n]/;

/** A string on one line: plain where every reader agrees that it is a string, else in quotes. */
export function inlineString(text: string): string {
  if (PLAIN.test(text) && !WORD.test(text) && !NUMBER_OR_DATE.test(text)) { return text; }
  if (/["\\]/.test(text) && !NEEDS_ESCAPES.test(text)) { return `'${text.replaceAll("'", "''")}'`; }
  return JSON.stringify(text).replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The lines of a text as a literal block, from its `|` on, or undefined where only quotes are exact. @param indent of the lines */
export function literalBlock(text: string, indent: string): string | undefined {
  if (!text.includes('\n') || NOT_LITERAL.test(text)) { return undefined; }
  const chomping = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  // An empty line stays without blanks.
  const lines = body.includes('\n\n') ? body.replace(/\n(?=[^\n])/g, `\n${indent}`) : body.replaceAll('\n', `\n${indent}`);
  return `|${chomping}\n${indent}${lines}`;
}

/** @throws TypeError for what JSON has no word for */
export function number(value: number): string {
  if (!Number.isFinite(value)) { throw new TypeError(`${value} has no place in a manifest`); }
  const text = String(value);
  // YAML 1.1 wants a point in a number with an exponent.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}
