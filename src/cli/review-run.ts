import { readFileSync } from 'node:fs';
import { EXIT } from './exit-code';
import { UserFailure } from './failure';
import { type SpecsFlags, specsOptions } from './options';
import { reportJson, reportProblems } from './report';
import { isMissing, reasonOf } from '../render/file-error';
import { type PriceTable, parsePrices } from '../review/costs';
import { documentOf } from '../review/document';
import { GitError } from '../review/git';
import { jsonOf } from '../review/json';
import { markdownOf } from '../review/markdown';
import { prepareReview } from '../review/prepare';
import { terminalOf } from '../review/terminal';
import { decodeText } from '../spec/load/decode';
import { parseYaml } from '../spec/load/parse-yaml';

export interface ReviewFlags extends SpecsFlags {
  readonly base?: string;
  readonly format: 'terminal' | 'markdown';
  readonly prices?: string;
}

/** @returns the exit code */
export async function review(flags: ReviewFlags): Promise<number> {
  const prices = flags.prices === undefined ? undefined : readPrices(flags.prices);
  const prepared = prepareReview({ ...specsOptions(flags), base: flags.base, prices });
  const { base, errors, warnings, review: found } = await prepared.catch((error: unknown) => {
    throw error instanceof GitError ? new UserFailure(error.message) : error;
  });
  if (!flags.json) { reportProblems(errors, warnings); }
  if (found === undefined) {
    if (flags.json) { reportJson({ errors, warnings }); } else { process.stderr.write('nothing can be reviewed while the specs have errors\n'); }
    return EXIT.failed;
  }
  if (flags.json) {
    reportJson({ errors, warnings, ...jsonOf(base, found) });
  } else {
    const document = documentOf(found);
    process.stdout.write(flags.format === 'markdown' ? markdownOf(document) : terminalOf(document, hasColours()));
  }
  return EXIT.ok;
}

function readPrices(file: string): PriceTable {
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

/** https://no-color.org */
function hasColours(): boolean {
  return process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
}
