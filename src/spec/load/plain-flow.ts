import { FLOW_SCALAR, isSameKey, isSameScalar, KEY, matchAt, skipSpaces } from './plain-tokens';

/**
 * Where a plain flow collection ends that begins at a place of a line: {@link isPlainYaml} says what plain is; -1 where it is none.
 *
 * @param depth collections that may nest
 */
export function flowEnd(line: string, at: number, depth: number): number {
  if (depth === 0) return -1;
  const isMap = line[at] === '{';
  const close = isMap ? '}' : ']';
  let next = skipSpaces(line, at + 1);
  if (line[next] === close) return next + 1;
  for (;;) {
    if (isMap) next = keyEnd(line, next);
    if (next !== -1) next = valueEnd(line, next, depth);
    if (next === -1) return -1;
    next = skipSpaces(line, next);
    if (line[next] === close) return next + 1;
    if (line[next] !== ',') return -1;
    next = skipSpaces(line, next + 1);
  }
}

/** Where the value of a key begins. */
function keyEnd(line: string, at: number): number {
  const end = matchAt(KEY, line, at);
  return end !== -1 && isSameKey(line.slice(at, end - 1)) ? skipSpaces(line, end) : -1;
}

function valueEnd(line: string, at: number, depth: number): number {
  if (line[at] === '{' || line[at] === '[') return flowEnd(line, at, depth - 1);
  const end = matchAt(FLOW_SCALAR, line, at);
  return end !== -1 && isSameScalar(line.slice(at, end)) ? end : -1;
}
