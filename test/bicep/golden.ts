import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from './predicted';

/** Holds what would be made against what was agreed, `golden/<name>.json`; `npx projen test:update-goldens` agrees to what is now. */
export function expectGolden(name: string, resources: readonly Resource[]): void {
  const path = join(__dirname, 'golden', `${name}.json`);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(join(__dirname, 'golden'), { recursive: true });
    writeFileSync(path, `${JSON.stringify(resources, null, 2)}\n`);
  }
  expect(resources).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}
