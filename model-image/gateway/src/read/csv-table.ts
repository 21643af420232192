import { parse } from 'papaparse';
import { decodeUtf8 } from './json-text';
import type { Table } from '../contract/table';
import { Problem } from '../http/problem';

/** The names of a header line; undefined when it is none by itself. */
export function headerOf(line: string): readonly string[] | undefined {
  const { data, errors } = parse<string[]>(line, { delimiter: ',' });
  return errors.length === 0 && data.length === 1 ? data[0] : undefined;
}

/**
 * The rows of a CSV body (RFC 4180, a header line first). `NA` and an empty field are missing values.
 *
 * @throws Problem 400 for a body that is not CSV: rows of different lengths, a quote that is not closed, a name given twice.
 */
export function readCsvTable(body: Buffer): Table {
  let text = decodeUtf8(body);
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  const { data, errors } = parse<string[]>(text, { delimiter: ',', skipEmptyLines: true });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) throw new Problem(400, `the CSV has a broken quote in line ${(broken.row ?? 0) + 1}`);
  const names = data[0] ?? [];
  if (names.length === 0) throw new Problem(400, 'the CSV has no header line');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Problem(400, `column ${JSON.stringify(twice)} is given twice`);

  const rows = data.length - 1;
  const columns = names.map(() => new Array<string | null>(rows));
  for (let row = 0; row < rows; row += 1) {
    const fields = data[row + 1];
    if (fields.length !== names.length) throw new Problem(400, `row ${row + 1} has ${fields.length} fields for ${names.length} columns`);
    for (let column = 0; column < fields.length; column += 1) {
      const field = fields[column];
      columns[column][row] = field === '' || field === 'NA' ? null : field;
    }
  }
  return { names, columns, rows, origin: 'text' };
}
