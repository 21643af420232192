import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..', '..', '..', '..');
const REQUIREMENTS = join(__dirname, 'requirements.txt');
const FOLDER = join(ROOT, '.plumbline', `clients-${createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12)}`);
const COMPLETE = join(FOLDER, '.complete');

/** A Python environment of its own for the clients of requirements.txt; made once. */
function prepare(): string | undefined {
  if (existsSync(COMPLETE)) return undefined;
  rmSync(FOLDER, { recursive: true, force: true });
  const made = spawnSync('python3', ['-m', 'venv', FOLDER], { encoding: 'utf8' });
  if (made.status !== 0) return 'python3 with venv is missing (Debian: apt-get install python3-venv)';
  const installed = spawnSync(join(FOLDER, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS], { encoding: 'utf8' });
  if (installed.status !== 0) return `pip cannot install ${REQUIREMENTS}: ${installed.stderr.trim().split('\n').at(-1)}`;
  writeFileSync(COMPLETE, '');
  return undefined;
}

const hasR = spawnSync('Rscript', ['--version']).status === 0;
const missing = hasR ? prepare() : 'Rscript is missing: run npx projen prepare:r';

if (missing !== undefined) {
  if (process.env.CI === 'true') throw new Error(`${missing}, and with CI=true nothing may be skipped`);
  process.stderr.write(`skipped: ${missing}\n`);
}

/** A suite that runs other people's clients against a gateway; skipped, with a line that says why, where they cannot be had. */
export const describeWithClients = missing === undefined ? describe : describe.skip;

/** Runs a program of the environment and answers what it printed; the gateway in this process goes on meanwhile. */
export async function run(program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, PATH: `${join(FOLDER, 'bin')}${delimiter}${process.env.PATH}`, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)(join(FOLDER, 'bin', program), args, { env, maxBuffer: 2 ** 26 });
  return stdout;
}

/** Runs a Python program beside this file and answers the JSON of its last line. */
export async function python(program: string, args: readonly string[]): Promise<any> {
  return JSON.parse((await run('python', [join(__dirname, program), ...args])).trim().split('\n').at(-1)!);
}
