import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from '../../src/auth/password-hash';
import { column, type Given, startGateway } from '../../test/helpers/gateway';
import { BOSTON, folderWith } from '../../test/helpers/model-folder';

const PROGRAM = join(__dirname, '..', '..', '..', '..', '.plumbline', 'schemathesis', 'bin', 'schemathesis');
const found = existsSync(PROGRAM);
if (!found && process.env.CI === 'true') throw new Error('schemathesis is missing, and with CI=true nothing may be skipped: npx projen test:api');
const describeWithSchemathesis = found ? describe : describe.skip;

/** Examples for each operation and phase; more find more and take longer. */
const EXAMPLES = process.env.EXAMPLES ?? '50';

/** No server error; no status, content type or body that the description does not have. */
const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance'];

interface Findings {
  readonly status: number | null;
  readonly report: string;
}

/** What schemathesis finds wrong with a gateway, in its own words; the seed is fixed, so that a second run asks the same. */
async function fuzz(given: Given, optionsFor: (url: string) => Promise<string[]> = async () => []): Promise<Findings> {
  const running = await startGateway({ workers: { count: 1 }, ...given });
  try {
    const options = await optionsFor(running.url);
    const child = spawn(PROGRAM, [
      'run', `${running.url}/openapi.json`, '--checks', CHECKS.join(','), '--max-examples', EXAMPLES, '--seed', '1', '--workers', '2', '--no-color', '--suppress-health-check', 'all', ...options,
    ], { stdio: ['ignore', 'pipe', 'pipe'], cwd: join(PROGRAM, '..', '..') });
    let report = '';
    child.stdout.on('data', (chunk: Buffer) => (report += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (report += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    if (status !== 0) process.stdout.write(report);
    return { status, report };
  } finally {
    running.stop();
  }
}

const INPUTS = [
  column('age', 'integer', { minimum: 18, maximum: 110 }), column('income', 'double', { nullable: true }), column('id', 'integer64', { nullable: true }),
  column('region', 'factor', { levels: ['north', 'süd', 'a,b'] }), column('since', 'date'), column('at', 'datetime'), column('owner', 'logical'), column('note', 'string'),
];
const SCORE = 'score <- function(model, data) data.frame(risk = data$age / 100, group = data$region, note = data$note)';

describeWithSchemathesis('schemathesis', () => {
  it('finds nothing in a model whose spec types its columns', async () => {
    const { status } = await fuzz({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS });
    expect(status).toBe(0);
  });

  it('finds nothing in the sample model', async () => {
    expect((await fuzz({ path: BOSTON })).status).toBe(0);
  });

  it('finds nothing in a model that takes whatever comes', async () => {
    expect((await fuzz({ path: folderWith({ 'score.R': 'score <- function(model, data) seq_len(nrow(data))' }) })).status).toBe(0);
  });

  it('finds nothing where a token is needed', async () => {
    const secrets = folderWith({
      'users.json': JSON.stringify({ users: [{ name: 'ada', hash: await hashPassword('engine-no-1') }] }),
      'signing-keys.json': JSON.stringify({ keys: [{ kid: 'one', alg: 'HS256', k: Buffer.alloc(32, 7).toString('base64url') }] }),
    });
    const signIn = async (url: string): Promise<string[]> => {
      const answer = await fetch(`${url}/login`, { method: 'POST', body: JSON.stringify({ username: 'ada', password: 'engine-no-1' }) });
      return ['--header', `Authorization: Bearer ${((await answer.json()) as { access_token: string }).access_token}`];
    };
    expect((await fuzz({ path: folderWith({ 'score.R': SCORE }), inputs: INPUTS, auth: { mode: 'password', secretsPath: secrets } }, signIn)).status).toBe(0);
  });

  it('finds a model that fails', async () => {
    const { status, report } = await fuzz({ path: folderWith({ 'score.R': 'score <- function(model, data) stop("it never scores")' }), inputs: [column('x', 'double')] });
    expect([status, report.includes('Server error')]).toEqual([1, true]);
  });
});
