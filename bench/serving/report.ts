import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One measured figure's surroundings and values: a line of a table, an item of the results. */
export type Result = Readonly<Record<string, string | number>>;

export const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

function written(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  if (Number.isInteger(value) || Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 3);
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Prints results as a Markdown table; the columns are the first result's members. */
export function table(title: string, results: readonly Result[]): void {
  if (results.length === 0) return;
  const names = Object.keys(results[0]);
  say(`${title}\n`);
  say(`| ${names.join(' | ')} |`);
  say(`|${names.map(() => '---').join('|')}|`);
  for (const result of results) say(`| ${names.map((name) => written(result[name])).join(' | ')} |`);
  say('');
}

export type Results = Record<string, readonly Result[]>;

const FILE = 'serving.json';

export function readResults(folder: string): Results {
  try {
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Puts the results of a run beside those of parts that ran another time. */
export function writeResults(folder: string, results: Results): Results {
  const all = { ...readResults(folder), ...results };
  const rounded = JSON.stringify(all, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 1);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FILE), `${rounded}\n`);
  return all;
}
