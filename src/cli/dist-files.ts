import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserFailure } from './failure';
import { differences } from './synth-report';
import type { Plan } from '../render/plan';

/** Every file below a folder, by path relative to the root, sorted. */
export function filesBelow(root: string, folder: string): string[] {
  const top = join(root, folder);
  if (!existsSync(top)) { return []; }
  return readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => `${folder}${join(entry.parentPath, entry.name).slice(top.length)}`.replaceAll('\\', '/')).sort();
}

/** @throws UserFailure where a file below a folder is not what the specs say */
export function refuseStale(plan: Plan, folder: string): void {
  const stale = differences(plan).find((line) => line.includes(`  ${folder}`));
  if (stale !== undefined) { throw new UserFailure(`dist/ is not what the specs say (${stale.replace(/\s+/, ' ')}); run npx projen synth and commit it`); }
}
