import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsvTable } from '../read/csv-table';

/** Texts by column of the first row of a model's sample.csv; nothing where there is none that can be read. */
export function sampleRow(folder: string): Readonly<Record<string, string>> {
  try {
    const { names, columns } = readCsvTable(readFileSync(join(folder, 'sample.csv')));
    return Object.fromEntries(names.map((name, index) => [name, columns[index][0]]).filter(([, value]) => typeof value === 'string')) as Record<string, string>;
  } catch {
    return {};
  }
}
