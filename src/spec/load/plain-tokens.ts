const QUOTED = /"[^"\\]*(?:\\(?:["\\/bfnrt]|x[\da-fA-F]{2}|u[\da-fA-F]{4})[^"\\]*)*"|'[^']*(?:''[^']*)*'/.source;
/** No indicator begins a plain scalar, but a minus may begin a number. */
const PLAIN_START = /(?:[A-Za-z\d/$_(]|[^\x00-\x7f]|-(?=\d))/.source;
/** Nothing follows this repetition, nor the next one: what it takes it never has to give back. */
const PLAIN_REST = /(?:[^ :#]+|:(?! |$)| +(?=[^ :#]|:(?! |$)))*/.source;
const PLAIN_REST_IN_FLOW = /(?:[^ :#,[\]{}]+|:(?![ ,[\]{}]|$)| +(?=[^ :#,[\]{}]|:(?![ ,[\]{}]|$)))*/.source;

/** A key and its colon. */
export const KEY = new RegExp(`(?:[A-Za-z_][\\w./-]*|${QUOTED}):(?= |$)`, 'y');
/** A scalar in a block collection: it ends before a comment, or at the end of the line. */
export const SCALAR = new RegExp(`${PLAIN_START}${PLAIN_REST}|${QUOTED}`, 'y');
/** A scalar in a flow collection, which flow indicators end too. */
export const FLOW_SCALAR = new RegExp(`${PLAIN_START}${PLAIN_REST_IN_FLOW}|${QUOTED}`, 'y');

/** The end of what a sticky expression finds at a place, -1 where it finds nothing there. */
export function matchAt(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

/** The first place that is no space. */
export function skipSpaces(text: string, at: number): number {
  let next = at;
  while (text[next] === ' ') next += 1;
  return next;
}

/** Words that are a boolean or null in some version of YAML. */
const WORD = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
const LONGEST_WORD = 5;
/** Numbers that every version reads as the same one. Minus zero is none of them. */
const NUMBER = /^(?!-0(?:\.0*)?$)-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
/** What looks to any version like a number or a date: 1_000, 1., 1e3, 017, 0b1, 0o7, 0xf, 1:30, 2026-01-01. */
const NUMBER_OR_DATE = /^-?(?:[\d_]+\.?[\d_]*(?:e[-+]?[\d_]*)?|0[box][\da-f_]*|[\d_]+(?::[\d_.]+)+)$|^\d{4}-\d\d?-\d\d?/i;

/** Whether every version of YAML reads a key's text as that text. */
export function isSameKey(written: string): boolean {
  return written.length > LONGEST_WORD || !WORD.test(written);
}

/** Whether every version of YAML reads a scalar as the same value of the same type. */
export function isSameScalar(written: string): boolean {
  const first = written.charCodeAt(0);
  const beginsNumber = first === 0x2d || first >= 0x30 && first <= 0x39;
  if (beginsNumber) return NUMBER.test(written) || !NUMBER_OR_DATE.test(written);
  return written.length > LONGEST_WORD || written === 'true' || written === 'false' || !WORD.test(written);
}
