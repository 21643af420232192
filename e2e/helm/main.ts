import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { builtTools } from '../tools/build';
import { GoMissing } from '../tools/go';

/** Runs the tests of this folder with the helm that PLUMBLINE_HELM names, else with the pinned ones of both majors, which are built where they are not there yet. */
async function main(): Promise<number> {
  try {
    const programs = process.env.PLUMBLINE_HELM ? [process.env.PLUMBLINE_HELM] : Object.values(await builtTools(['helm', 'helm-4']));
    return Math.max(...programs.map(testWith));
  } catch (error) {
    if (!(error instanceof GoMissing)) { throw error; }
    process.stderr.write(`${error.message}\n`);
    if (process.env.CI === 'true') { return 1; }
    process.stderr.write('the charts were NOT tested with helm (with CI=true this is a failure)\n');
    return 0;
  }
}

/** Exit code of the tests with this helm. */
function testWith(helm: string): number {
  process.stdout.write(`with ${helm}\n`);
  const args = [require.resolve('jest/bin/jest'), '--ci', '--config', join(__dirname, 'jest.config.json'), ...process.argv.slice(2)];
  return spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, PLUMBLINE_HELM: helm } }).status ?? 1;
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
