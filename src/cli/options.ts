import { resolve } from 'node:path';
import type { Command } from 'commander';

/** Options that every verb over the specs has. */
export interface SpecsFlags {
  readonly root: string;
  readonly cache: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

export function withSpecsFlags(command: Command): Command {
  return command
    .option('--root <folder>', 'the folder with models/ and environments/ in it', '.')
    .option('--json', 'report as JSON on standard output', false)
    .option('--quiet', 'say nothing but problems', false)
    .option('--no-cache', 'read and render everything afresh');
}

/** For an option that may be given several times. */
export function collected(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

export function specsOptions({ root, cache }: SpecsFlags) {
  return { root: resolve(root), cache, today: new Date().toISOString().slice(0, 10) };
}
