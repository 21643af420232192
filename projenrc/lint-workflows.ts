import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the linters are kept between runs. */
const TOOLS = join(homedir(), '.cache', 'plumbline', 'workflow-linters');
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';
const ZIZMOR = 'zizmor==1.32.0';

/** Installs the two linters where they are missing, and runs them over .github/workflows. */
function main(): number {
  mkdirSync(TOOLS, { recursive: true });
  const actionlint = join(TOOLS, 'actionlint');
  if (!existsSync(actionlint) && run('go', ['install', ACTIONLINT], { GOBIN: TOOLS }) !== 0) { return failed('actionlint', 'Go'); }
  const zizmor = join(TOOLS, 'bin', 'zizmor');
  if (!existsSync(zizmor) && run('pip', ['install', '--quiet', '--target', TOOLS, ZIZMOR]) !== 0) { return failed('zizmor', 'pip'); }
  return Math.max(run(actionlint, []), run(zizmor, ['--offline', '.github/workflows']));
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

function failed(linter: string, installer: string): number {
  process.stderr.write(`${linter} could not be installed; ${installer} is needed for it\n`);
  return 1;
}

process.exitCode = main();
