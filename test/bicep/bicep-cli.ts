import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** The Bicep CLI: `BICEP_PATH`, `PATH`, the Azure CLI's own copy, or one beside the repository. */
function findBicep(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '').map((folder) => join(folder, 'bicep'));
  const places = [process.env.BICEP_PATH, ...onPath, join(homedir(), '.azure/bin/bicep'), join(ROOT, '../shared/bin/bicep')];
  return places.find((place) => place !== undefined && place !== '' && existsSync(place));
}

export const BICEP = findBicep();

/** Tests that need the Bicep CLI: skipped in one line without it, yet never by a build machine. */
export function describeWithBicep(name: string, body: () => void): void {
  if (BICEP !== undefined) {
    describe(name, body);
  } else if (process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false') {
    test(name, () => { throw new Error('the Bicep CLI is missing; set BICEP_PATH (https://learn.microsoft.com/azure/azure-resource-manager/bicep/install)'); });
  } else {
    process.stdout.write(`${name}: skipped, the Bicep CLI is missing (BICEP_PATH, PATH, ~/.azure/bin/bicep)\n`);
    describe.skip(name, body);
  }
}

export interface BicepRun {
  readonly status: number | null;
  /** What it said: warnings and errors, one a line. */
  readonly messages: string[];
}

export function bicep(folder: string, ...args: string[]): BicepRun {
  const { status, stdout, stderr, error } = spawnSync(BICEP!, args, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, messages: `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '') };
}

/** A copy of bicep/ without rendered environments, removed after the tests of the block. Call in a describe block; the function gives the path. */
export function bicepFolder(): () => string {
  let path = '';
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'plumbline-bicep-'));
    for (const part of ['bicepconfig.json', 'main.bicep', 'types.bicep', 'modules']) {
      cpSync(join(ROOT, 'bicep', part), join(path, part), { recursive: true });
    }
    mkdirSync(join(path, 'environments'));
  });
  afterAll(() => { rmSync(path, { recursive: true, force: true }); });
  return () => path;
}
