/** An expression of Helm's template language: a word (literal, field, variable), or a call of a function. */
export type Code = string | Call;

export interface Call {
  readonly call: string;
  readonly operands: readonly Code[];
}

/** Longest action on one line. */
const WIDTH = 140;

/** A text as a string literal of Go, which knows every escape that JSON writes. */
export function goString(text: string): string {
  return JSON.stringify(text);
}

export function call(name: string, ...operands: readonly Code[]): Call {
  return { call: name, operands };
}

/** On one line, as an operand of something else where `nested`. */
export function flat(code: Code, nested = false): string {
  if (typeof code === 'string') { return code; }
  const text = [code.call, ...code.operands.map((operand) => flat(operand, true))].join(' ');
  return nested ? `(${text})` : text;
}

/** Broken over lines where one is too long; lines after the first are indented below `indent`. */
export function layout(code: Code, indent = '', nested = false): string {
  const line = flat(code, nested);
  if (typeof code === 'string' || line.length + indent.length <= WIDTH) { return line; }
  const inner = `${indent}  `;
  const lines = code.call === 'dict' ? [code.call, ...pairs(code.operands, inner)] : filled(code, inner);
  const text = lines.join(`\n${inner}`);
  return nested ? `(${text})` : text;
}

/** As many operands on a line as fit; one that does not fit at all has lines of its own. */
function filled({ call: name, operands }: Call, indent: string): string[] {
  const lines = [name];
  for (const operand of operands) {
    const word = flat(operand, true);
    const [last] = lines.slice(-1);
    if (indent.length + last.length + word.length < WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(layout(operand, indent, true));
    }
  }
  return lines;
}

function pairs(operands: readonly Code[], indent: string): string[] {
  return operands.flatMap((key, index) => (index % 2 === 0 ? [`${flat(key)} ${layout(operands[index + 1], indent, true)}`] : []));
}

/** A field of a map, however it is called. */
export function field(of: string, path: readonly string[]): Code {
  if (path.every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) { return [of, ...path].join('.'); }
  return call('index', of, ...path.map(goString));
}
