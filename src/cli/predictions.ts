import { readFileSync } from 'node:fs';
import { UserFailure } from './failure';
import type { Predictions } from './new-learn';

/** Numbers may differ by this much of their size: linear algebra libraries sum in different orders. */
const TOLERANCE = 1e-9;

const MOST_DIFFERENCES = 20;

/** One row a line, so that a change of one shows as one. */
export function predictionsFile({ rows, answers }: Predictions): string {
  const list = (items: readonly object[]) => items.map((item) => `\n    ${JSON.stringify(item)}`).join(',');
  return `{\n  "rows": [${list(rows)}\n  ],\n  "answers": [${list(answers)}\n  ]\n}\n`;
}

/** @throws UserFailure with a sentence */
export function readPredictions(file: string): Predictions {
  let data: Partial<Predictions>;
  try {
    data = JSON.parse(readFileSync(file, 'utf8')) as Partial<Predictions>;
  } catch (error) {
    throw new UserFailure(`${file} can't be read as predictions: ${(error as Error).message}`);
  }
  const { rows, answers } = data ?? {};
  if (!Array.isArray(rows) || !Array.isArray(answers) || rows.length === 0 || rows.length !== answers.length) {
    throw new UserFailure(`${file} must hold "rows" and "answers", two lists of records of one length`);
  }
  return { rows, answers } as Predictions;
}

/** What differs, a sentence each; nothing where every answer is as expected. */
export function differences(expected: readonly object[], found: readonly object[]): string[] {
  if (expected.length !== found.length) { return [`${found.length} answers to ${expected.length} rows`]; }
  const all = expected.flatMap((row, index) => Object.entries(row).flatMap(([column, wanted]) => {
    const value = (found[index] as Record<string, unknown>)[column];
    return isSame(wanted, value) ? [] : [`row ${index + 1}, ${column}: ${JSON.stringify(wanted)} was expected, ${JSON.stringify(value) ?? 'nothing'} found`];
  }));
  return all.length > MOST_DIFFERENCES ? [...all.slice(0, MOST_DIFFERENCES), `and ${all.length - MOST_DIFFERENCES} more`] : all;
}

function isSame(wanted: unknown, found: unknown): boolean {
  if (typeof wanted !== 'number' || typeof found !== 'number') { return wanted === found; }
  return Math.abs(wanted - found) <= TOLERANCE * Math.max(Math.abs(wanted), Math.abs(found));
}
