import { OBJECT_CASES } from './object-cases';
import { PRESENCE_CASES } from './presence-cases';
import { RULE_CASES } from './rule-cases';
import { reviewOfFiles, saidIn } from './sides';
import { judgeObjects } from '../../src/review/judge';
import { byTitle, type Manifest } from '../../src/review/manifest';
import { RULES } from '../../src/review/rules';

describe('of the rules', () => {
  test.each([...RULE_CASES, ...PRESENCE_CASES])('$rule says: $says', ({ rule, says, before, after }) => {
    expect(saidIn(reviewOfFiles(before, after))).toContain(`${rule}: ${says}`);
  });

  test.each(OBJECT_CASES)('$rule says: $says', ({ rule, says, before, after }) => {
    const statements = judgeObjects(byTitle(before as unknown as Manifest[]), byTitle(after as unknown as Manifest[]));
    expect(statements.map((statement) => `${statement.rule}: ${statement.text}`)).toContain(`${rule}: ${says}`);
  });

  test('each has its case', () => {
    const tested = new Set([...RULE_CASES, ...PRESENCE_CASES, ...OBJECT_CASES].map(({ rule }) => rule));
    expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  test('no two have the same name', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

test('an object that stays as it is says nothing', () => {
  for (const { after } of OBJECT_CASES) {
    const objects = byTitle(after as unknown as Manifest[]);
    expect(judgeObjects(objects, objects)).toEqual([]);
  }
});
