/** Where a line of a file of Bicep parameters stands: a parameter, and the fields inside its value. */
export interface ParameterPath {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** The place of a line, counted from 1, in what `bicepLiteral` prints; a comment belongs to the parameter below it. Undefined where no parameter stands. */
export function parameterOfLine(text: string, line: number): ParameterPath | undefined {
  const lines = text.split('\n');
  let at = line;
  while (/^\/\//.test(lines[at - 1] ?? '')) { at += 1; }
  for (let first = at; first > 0; first -= 1) {
    const [, name] = /^param (\w+) =/.exec(lines[first - 1] ?? '') ?? [];
    if (name !== undefined) { return (lines[at - 1] ?? '') === '' ? undefined : { name, path: insideLiteral(lines.slice(first, at)) }; }
    if (lines[first - 1] === '') { return undefined; }
  }
  return undefined;
}

/** The keys and the places in lists that enclose the last of some lines of an indented literal. */
function insideLiteral(lines: readonly string[]): (string | number)[] {
  const stack: { indent: number; key: string | number }[] = [];
  for (const line of lines) {
    const [, { length: indent }, quoted, plain, rest] = /^( *)(?:'((?:[^'\\]|\\.)*)': |(\w+): )?(.*)$/.exec(line)!;
    const key = quoted ?? plain;
    const isClosed = key === undefined && /^[\]}]/.test(rest);
    let last: string | number | undefined;
    while (stack.length > 0 && stack.at(-1)!.indent >= indent + Number(isClosed)) { last = stack.pop()!.key; }
    if (key !== undefined) { stack.push({ indent, key }); } else if (!isClosed) { stack.push({ indent, key: typeof last === 'number' ? last + 1 : 0 }); }
  }
  return stack.map(({ key }) => key);
}
