import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planted } from '../e2e/planted-faults/copy';
import { PLANTED_FAULTS, TASKS } from '../e2e/planted-faults/faults';

const ROOT = join(__dirname, '..');

describe('a fault that the suites of the test cluster have to notice', () => {
  test.each(PLANTED_FAULTS.map((fault) => [fault.fault, fault] as const))('can still be planted: %s', (_what, fault) => {
    const text = readFileSync(join(ROOT, fault.file), 'utf8');
    expect(planted(fault, text)).not.toBe(text);
  });

  test.each(PLANTED_FAULTS.map((fault) => [fault.fault, fault] as const))('is for a suite that there is: %s', (_what, { suite }) => {
    expect(existsSync(join(ROOT, TASKS[suite] ?? `e2e/suites/${suite}.test.ts`))).toBe(true);
  });
});
