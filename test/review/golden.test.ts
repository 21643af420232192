import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './cases';
import { reviewOfFiles } from './sides';
import { documentOf } from '../../src/review/document';
import { markdownOf } from '../../src/review/markdown';

const FOLDER = join(__dirname, 'golden');

describe('the review of', () => {
  test.each(CASES)('$name reads as it was read by a person', ({ name, before, after }) => {
    const text = markdownOf(documentOf(reviewOfFiles(before, after)));
    const path = join(FOLDER, `${name}.md`);
    // Rewritten on demand alone; the difference is then read in the commit.
    if (process.env.UPDATE_GOLDENS === '1') {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(path, text);
    }
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
  });
});

test('every golden review has its case', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(CASES.map(({ name }) => `${name}.md`).sort());
});
