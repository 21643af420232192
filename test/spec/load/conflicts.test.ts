import { conflictsIn } from '../../../src/spec/load/conflicts';
import { parseSpecFile } from '../../../src/spec/parse-file';

const CONFLICT = '<<<<<<< HEAD\n  a: 1\n=======\n  a: 2\n>>>>>>> feature/a\n';

describe('the conflicts of a merge in a text', () => {
  test('are told one by one, by the lines of both sides', () => {
    expect(conflictsIn(`x: 1\n${CONFLICT}y: 1\n${CONFLICT}`)).toEqual([
      { line: 2, column: 1, message: 'a merge left both sides here, HEAD (to line 4) and feature/a (to line 6); keep what is right and take the marks away' },
      { line: 8, column: 1, message: 'a merge left both sides here, HEAD (to line 10) and feature/a (to line 12); keep what is right and take the marks away' },
    ]);
  });

  test('are seen with the common ancestor between them, and with Windows\' line ends', () => {
    const text = CONFLICT.replace('=======', '||||||| 1a2b3c4\n  a: 0\n=======').replaceAll('\n', '\r\n');
    expect(conflictsIn(text)).toMatchObject([{ line: 1 }]);
  });

  test('are not seen where a text only looks a little like one', () => {
    expect(conflictsIn('a: |\n  <<<<<<< HEAD\n=======\n>>>>>>> b\n')).toEqual([]);
    expect(conflictsIn('<<<<<<< HEAD\n>>>>>>> b\n')).toEqual([]);
  });
});

test('a spec with conflicts has no other problem than these', () => {
  const { problems } = parseSpecFile({ kind: 'Model', file: 'models/churn.yaml', bytes: new TextEncoder().encode(`kind: Model\n${CONFLICT}`) });
  expect(problems.map(({ file, line, message }) => [file, line, message.slice(0, 12)])).toEqual([['models/churn.yaml', 2, 'a merge left']]);
});
