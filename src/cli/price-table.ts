import { readFileSync } from 'node:fs';
import { UserFailure } from './failure';
import { isMissing, reasonOf } from '../render/file-error';
import { type PriceTable, parsePrices } from '../review/costs';
import { decodeText } from '../spec/load/decode';
import { parseYaml } from '../spec/load/parse-yaml';

/** Reads a table of list prices (docs/review.md). @throws UserFailure for a file that is none */
export function readPrices(file: string): PriceTable {
  const { value, errors } = parseYaml(readPriceText(file));
  if (errors.length > 0) { throw new UserFailure(`${file}:${errors[0].line}:${errors[0].column}: ${errors[0].message}`); }
  try {
    return parsePrices(value);
  } catch (error) {
    throw new UserFailure(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readPriceText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserFailure(`the price table ${file} can't be read: ${isMissing(error) ? 'there is no such file' : reasonOf(error) ?? String(error)}`);
  }
  const text = decodeText(bytes);
  if (text === undefined) { throw new UserFailure(`the price table ${file} is not UTF-8 text; save it as UTF-8`); }
  return text;
}
