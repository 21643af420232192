import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ArmServer } from './arm-server';
import { SUBSCRIPTION, TOKENS } from './arm-state';
import { connect } from '../../../src/azure/arm/connect';
import { failureMessage } from '../../../src/cli/failure';
import { deploy, type DeployTiming } from '../../../src/cli/infra/deploy-run';
import { destroy } from '../../../src/cli/infra/destroy-run';
import type { InfraFlags } from '../../../src/cli/infra/infra-flags';
import type { Connect } from '../../../src/cli/infra/session';
import { status } from '../../../src/cli/infra/status-run';
import { whatIf } from '../../../src/cli/infra/what-if-run';
import { writeRepository } from '../repository';
import { transpiledSource } from '../transpiled-source';

const VERBS = { 'what-if': whatIf, deploy, status, destroy } as const;

/** Fast, and for the tests' sake few tries. */
const TIMING: DeployTiming = { pollMilliseconds: 5 };
const RETRIES = { maxRetries: 2, retryDelayInMs: 1 };

export interface InfraRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InfraOptions {
  readonly flags?: Partial<InfraFlags>;
  readonly token?: string;
  /** Requests that are tried again. */
  readonly retries?: number;
  readonly timing?: DeployTiming;
}

/** A repository with one model in production, whose subscription is that of the server. */
export function writeInfraRepository(root: string, more = ''): void {
  writeRepository(root, ['churn'], ['production'], `azure: { subscriptionId: ${SUBSCRIPTION} }\n${more}`);
}

/** Runs a verb of `plumbline infra` over production against the server, in this process. */
export async function infra(verb: keyof typeof VERBS, root: string, server: ArmServer, options: InfraOptions = {}): Promise<InfraRun> {
  const { flags = {}, token = TOKENS.valid, retries = RETRIES.maxRetries, timing = {} } = options;
  const open: Connect = (asked) => connect({
    ...asked,
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    overrides: { endpoint: server.url, tlsOptions: { ca: server.certificate }, retryOptions: { ...RETRIES, maxRetries: retries } },
  });
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) => jest.spyOn(process[name], 'write').mockImplementation((text) => {
    said[name] += String(text);
    return true;
  }));
  try {
    const exitCode = await VERBS[verb]('production', { root, cache: false, json: false, quiet: false, ...flags }, open, { ...TIMING, ...timing });
    return { exitCode, ...said };
  } catch (error) {
    return { exitCode: 1, stdout: said.stdout, stderr: `${said.stderr}${failureMessage(error)}\n` };
  } finally {
    for (const spy of spies) { spy.mockRestore(); }
  }
}

const PROGRAM = `
const [lib, root, endpoint, ca] = process.argv.slice(1);
const { connect } = require(lib + '/azure/arm/connect.js');
const { deploy } = require(lib + '/cli/infra/deploy-run.js');
const credential = { getToken: async () => ({ token: 'valid', expiresOnTimestamp: Date.now() + 3600000 }) };
const open = (options) => connect({ ...options, credential, overrides: { endpoint, tlsOptions: { ca } } });
deploy('production', { root, cache: false, json: false, quiet: false }, open, { pollMilliseconds: 5 }).then((code) => { process.exitCode = code; });
`;

/** Starts a deployment in a process of its own, to be killed. */
export function startDeploy(root: string, server: ArmServer): ChildProcess {
  return spawn(process.execPath, ['-e', PROGRAM, join(transpiledSource(), 'lib'), root, server.url, server.certificate], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Whether util-linux's script(1) is here, which runs a command on a terminal of its own. */
export function hasScript(): boolean {
  const found = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.includes('util-linux');
}

/** Starts a deployment on a terminal of a size. */
export function startDeployOnTerminal(root: string, server: ArmServer, size: { readonly columns: number; readonly rows: number }): ChildProcess {
  const command = `stty cols ${size.columns} rows ${size.rows}; exec "$NODE" -e "$PROGRAM" "$LIB" "$REPOSITORY" "$ENDPOINT" "$CERTIFICATE"`;
  const env = { ...process.env, TERM: 'xterm', NODE: process.execPath, PROGRAM, LIB: join(transpiledSource(), 'lib'), REPOSITORY: root, ENDPOINT: server.url, CERTIFICATE: server.certificate };
  return spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { stdio: ['ignore', 'pipe', 'pipe'], env });
}
