import { join } from 'node:path';
import { differences, predictionsFile, readPredictions } from '../../src/cli/predictions';
import { plumbline } from '../helpers/plumbline';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

describe('differences', () => {
  test('are none where numbers agree but for their last digits', () => {
    expect(differences([{ p: 26.002466666666656 }], [{ p: 26.00246666666666 }])).toEqual([]);
  });

  test('name row, column and both values', () => {
    expect(differences([{ p: 1 }, { p: 2 }], [{ p: 1 }, { p: 2.1 }])).toEqual(['row 2, p: 2 was expected, 2.1 found']);
  });

  test('tell a column that is not answered', () => {
    expect(differences([{ class: 'a' }], [{}])).toEqual(['row 1, class: "a" was expected, nothing found']);
  });

  test('tell a missing value from a number', () => {
    expect(differences([{ p: null }], [{ p: 0 }])).toEqual(['row 1, p: null was expected, 0 found']);
  });

  test('count what would flood a terminal', () => {
    const rows = Array.from({ length: 30 }, (_, p) => ({ p }));
    expect(differences(rows, rows.map(({ p }) => ({ p: p + 1 }))).at(-1)).toBe('and 10 more');
  });
});

describe('a predictions file', () => {
  const folder = temporaryFolder();

  test('reads back as it was written', () => {
    const predictions = { rows: [{ x: 0.1 }, { x: 1e-300 }], answers: [{ p: 'a' }, { p: null }] };
    writeFiles(folder(), { 'p.json': predictionsFile(predictions) });
    expect(readPredictions(join(folder(), 'p.json'))).toEqual(predictions);
  });

  test.each([
    ['no JSON', 'rows: 1', 'can\'t be read as predictions: '],
    ['lists of two lengths', '{"rows": [{}], "answers": []}', 'must hold "rows" and "answers", two lists of records of one length'],
    ['nothing to expect', '{"rows": [], "answers": []}', 'must hold "rows" and "answers", two lists of records of one length'],
    ['null', 'null', 'must hold "rows" and "answers", two lists of records of one length'],
  ])('of %s is refused before anything is served', (_what, text, message) => {
    writeFiles(folder(), { 'p.json': text });
    const { exitCode, stderr } = plumbline(folder(), ['serve', '.', '--expect', 'p.json']);
    expect(stderr).toContain(`error: p.json ${message}`);
    expect(exitCode).toBe(1);
  });
});
