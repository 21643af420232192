import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Copy } from './copy';
import { PLANTED_FAULTS, type PlantedFault, TASKS } from './faults';

interface JestResults {
  readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[];
}

/**
 * Plants one fault after the other in a copy of the project, and runs the suite that has to notice it there. Prints a line for each.
 * @returns the exit code: 1 where a suite did not fail, or failed in other tests than it should
 */
export async function runPlantedFaults(suites: readonly string[], say: (line: string) => void): Promise<number> {
  const faults = PLANTED_FAULTS.filter(({ suite }) => suites.includes(suite));
  const copy = new Copy();
  const problems: string[] = [];
  try {
    for (const fault of faults) {
      const started = Date.now();
      const problem = await copy.with(fault, () => judge(copy, fault));
      say(`${problem === undefined ? 'noticed' : 'NOT NOTICED'} after ${Math.round((Date.now() - started) / 1000)} s: ${fault.suite} fails where ${fault.fault}${problem === undefined ? '' : `: ${problem}`}`);
      if (problem !== undefined) { problems.push(problem); }
    }
  } finally {
    await program(copy, ['e2e/cluster/main.ts', 'down']);
    copy.remove();
  }
  say(`${faults.length - problems.length} of ${faults.length} planted faults were noticed`);
  return problems.length === 0 ? 0 : 1;
}

/** What is wrong with the suite, if anything. */
async function judge(copy: Copy, { suite, fails }: PlantedFault): Promise<string | undefined> {
  rmSync(copy.results, { force: true });
  await program(copy, suite in TASKS ? [TASKS[suite], '--json', `--outputFile=${copy.results}`] : ['e2e/suites/main.ts', suite, '--keep']);
  if (!existsSync(copy.results)) { return 'the suite did not run'; }
  const tests = (JSON.parse(readFileSync(copy.results, 'utf8')) as JestResults).testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed').map(({ title }) => title);
  const others = failed.filter((title) => !fails.test(title));
  if (others.length > 0) { return `these failed, too: ${others.join('; ')}`; }
  if (!tests.some(({ status }) => status === 'passed')) { return 'no test passed, so it is the suite that does not work'; }
  return failed.length > 0 ? undefined : 'no test failed';
}

/** Runs a program of the copy; what it prints is shown. */
function program(copy: Copy, [main, ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', main, ...args], {
      cwd: copy.root,
      env: {
        ...process.env,
        PLUMBLINE_CLUSTER_DIRECTORY: copy.clusterDirectory,
        PLUMBLINE_TEST_RESULTS: copy.results,
        TS_NODE_PROJECT: join('e2e', 'tsconfig.json'),
      },
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', () => { resolve(); });
  });
}
