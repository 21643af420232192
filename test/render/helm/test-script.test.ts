import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { verifyOwn } from '../../../model-image/gateway/src/auth/own-jwt';
import { readSigningKeys } from '../../../model-image/gateway/src/auth/secrets';
import { TEST_SCRIPT } from '../../../src/render/helm/test-script';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const ROW = { rm: 6.575, chas: 'no', sold: '2026-01-31' };

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** What a service answers to somebody who may call it. */
const SERVICE: Readonly<Record<string, unknown>> = {
  '/model/metadata': { name: 'model', version: '2.0.0' },
  '/model/openapi.json': { paths: { '/score': { post: { requestBody: { content: { 'application/json': { example: [ROW] } } } } } } },
  '/model/score': [{ medv: 24 }],
};
const serve = ({ url }: IncomingMessage): Answer => ({ status: 200, body: SERVICE[url!] });
const serveWith = (changes: Readonly<Record<string, Answer>>) => (request: IncomingMessage): Answer => changes[request.url!] ?? serve(request);

describe('helm test', () => {
  let server: Server | undefined;
  const asked: { url: string; body: string }[] = [];
  const keys = mkdtempSync(join(tmpdir(), 'plumbline-keys-'));

  beforeAll(() => {
    // Of each length that a key must have for its algorithm.
    const key = (kid: string, alg: string, bytes: number) => ({ kid, alg, k: Buffer.alloc(bytes, kid).toString('base64url') });
    writeFileSync(join(keys, 'signing-keys.json'), JSON.stringify({ keys: [key('new', 'HS512', 64), key('old', 'HS256', 32)] }));
  });

  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    asked.length = 0;
  });

  afterAll(() => { rmSync(keys, { recursive: true }); });

  async function run(mode: string, answer: (request: IncomingMessage) => Answer | Promise<Answer>): Promise<Ended> {
    server = createServer((request, response) => {
      void text(request).then(async (body) => {
        asked.push({ url: request.url!, body });
        const { status, body: content } = await answer(request);
        response.writeHead(status).end(JSON.stringify(content ?? {}));
      });
    });
    await new Promise<void>((resolve) => { server!.listen(0, '127.0.0.1', resolve); });
    return script(mode, `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`);
  }

  async function script(mode: string, url: string): Promise<Ended> {
    const env = { MODEL_URL: url, AUTH_MODE: mode, KEYS_PATH: keys, MODEL_NAME: 'model', MODEL_VERSION: '2.0.0', PATIENCE_SECONDS: '0' };
    const child = spawn(process.execPath, ['-e', TEST_SCRIPT], { env });
    const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((resolve) => { child.on('close', resolve); })]);
    return { exitCode, output: stdout + stderr };
  }

  /** As the gateway does: who has no token is refused, and so is one that it would not take. */
  const guarded = async (request: IncomingMessage): Promise<Answer> => {
    const [, token] = request.headers.authorization?.split(' ') ?? [];
    if (token === undefined) { return { status: 401 }; }
    await verifyOwn(readSigningKeys(keys), token, 'model');
    return serve(request);
  };

  test('scores the sample that the service describes itself by, where anybody may call', async () => {
    expect(await run('none', serve)).toEqual({ exitCode: 0, output: 'model 2.0.0 scored a row of 3 columns: medv\n' });
    expect(asked.at(-1)).toEqual({ url: '/model/score', body: JSON.stringify([ROW]) });
  });

  test("scores it with a token by the model's first key, where users have passwords", async () => {
    expect(await run('password', guarded)).toEqual({ exitCode: 0, output: 'model 2.0.0 scored a row of 3 columns: medv\n' });
    expect(asked.map(({ url }) => url)).toEqual(['/model/metadata', '/model/metadata', '/model/openapi.json', '/model/score']);
  });

  test('fails when its token is refused', async () => {
    expect(await run('password', () => ({ status: 401 }))).toEqual({ exitCode: 1, output: expect.stringContaining('/metadata answers 401 and not 200') as string });
  });

  test.each<[string, Record<string, Answer>, string]>([
    ['the score is refused', { '/model/score': { status: 500 } }, '/score answers 500 and not 200'],
    ['there are no scores', { '/model/score': { status: 200, body: [] } }, '/score answers []'],
    ['a score says nothing', { '/model/score': { status: 200, body: [{}] } }, '/score answers [{}]'],
    ['an earlier version answers', { '/model/metadata': { status: 200, body: { version: '1.0.0' } } }, 'version 1.0.0 answers, and not 2.0.0 of this release'],
  ])('fails when %s', async (_, changes, words) => {
    expect(await run('none', serveWith(changes))).toEqual({ exitCode: 1, output: expect.stringContaining(words) as string });
  });

  test('is content with a service of unknown inputs that answers', async () => {
    const { exitCode, output } = await run('none', serveWith({ '/model/openapi.json': { status: 200, body: { paths: {} } } }));
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'model 2.0.0 answers; it says of no row that it can be scored\n' });
  });

  test.each(['basic', 'entra'])('takes the refusal of a stranger as a good sign with %s, and says that nothing was scored', async (mode) => {
    expect(await run(mode, () => ({ status: 401 }))).toEqual({ exitCode: 0, output: expect.stringContaining('nothing was scored') as string });
  });

  test.each(['password', 'basic', 'entra'])('fails when a stranger is let in with %s', async (mode) => {
    expect((await run(mode, serve)).exitCode).toBe(1);
  });

  test('fails when nobody answers', async () => {
    expect((await script('none', 'http://127.0.0.1:1')).exitCode).toBe(1);
  });
});
