import { pathText } from './differences';
import type { ObjectChange } from './object-changes';

/** Lines of one difference; more is for the file itself. */
const MOST_LINES = 120;
const LONGEST_VALUE = 160;

/** Objects' differences by kind, name and field; bounded, and what was left out counted. */
export function diffLines(objects: readonly ObjectChange[]): string[] {
  const lines = objects.flatMap(({ title, change, fields }) => {
    if (change !== 'changed') { return [`${change === 'added' ? '+' : '-'} ${title}`]; }
    return [`# ${title}`, ...fields.flatMap(({ path, before, after }) => fieldLines(pathText(path), before, after))];
  });
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `# ${lines.length - MOST_LINES} more lines`] : lines;
}

function fieldLines(path: string, before: unknown, after: unknown): string[] {
  if (typeof before === 'string' && typeof after === 'string' && (before.includes('\n') || after.includes('\n'))) {
    const [old, now] = [before.split('\n'), after.split('\n')];
    return [`  ${path}:`, ...old.filter((line) => !now.includes(line)).map((line) => `-   ${short(line)}`), ...now.filter((line) => !old.includes(line)).map((line) => `+   ${short(line)}`)];
  }
  return [...before === undefined ? [] : [`- ${path}: ${valueText(before)}`], ...after === undefined ? [] : [`+ ${path}: ${valueText(after)}`]];
}

function valueText(value: unknown): string {
  return short(typeof value === 'string' && !value.includes('\n') ? value : JSON.stringify(value));
}

function short(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text;
}
