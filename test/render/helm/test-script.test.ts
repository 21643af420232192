import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { TEST_SCRIPT } from '../../../src/render/helm/test-script';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const INPUTS = [
  { name: 'rm', type: 'double', levels: [], minimum: 1, maximum: 9 },
  { name: 'chas', type: 'factor', levels: ['no', 'yes'], minimum: null, maximum: null },
  { name: 'sold', type: 'date', levels: [], minimum: null, maximum: null },
];

describe('helm test', () => {
  let server: Server | undefined;
  const asked: { url: string; body: string }[] = [];

  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    asked.length = 0;
  });

  async function run(mode: string, answer: (request: IncomingMessage) => Answer): Promise<{ exitCode: number | null; output: string }> {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push({ url: request.url!, body });
        const { status, body: content } = answer(request);
        response.writeHead(status).end(JSON.stringify(content ?? {}));
      });
    });
    await new Promise<void>((resolve) => { server!.listen(0, '127.0.0.1', resolve); });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
    const child = spawn(process.execPath, ['-e', TEST_SCRIPT], { env: { MODEL_URL: url, AUTH_MODE: mode, PATIENCE_SECONDS: '0' } });
    const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((resolve) => { child.on('close', resolve); })]);
    return { exitCode, output: stdout + stderr };
  }

  test('scores a row that fits the contract where anybody may call', async () => {
    expect((await run('none', ({ url }) => ({ status: 200, body: url === '/model/metadata' ? { inputs: INPUTS } : [{ medv: 1 }] }))).exitCode).toBe(0);
    expect(asked).toEqual([
      { url: '/model/metadata', body: '' },
      { url: '/model/score', body: '[{"rm":1,"chas":"no","sold":"2026-01-01"}]' },
    ]);
  });

  test('fails when the score is refused', async () => {
    const { exitCode, output } = await run('none', ({ url }) => (url === '/model/metadata' ? { status: 200, body: { inputs: INPUTS } } : { status: 500 }));
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: expect.stringContaining('/score answers 500 and not 200') as string });
  });

  test('is content with a service of unknown inputs that answers', async () => {
    expect((await run('none', () => ({ status: 200, body: { inputs: null } }))).exitCode).toBe(0);
  });

  test('takes the refusal of a stranger as a good sign', async () => {
    expect((await run('password', () => ({ status: 401 }))).exitCode).toBe(0);
  });

  test('fails when a stranger is let in', async () => {
    expect((await run('password', () => ({ status: 200 }))).exitCode).toBe(1);
  });

  test('fails when nobody answers', async () => {
    const child = spawn(process.execPath, ['-e', TEST_SCRIPT], { env: { MODEL_URL: 'http://127.0.0.1:1', AUTH_MODE: 'none', PATIENCE_SECONDS: '0' } });
    expect(await new Promise((resolve) => { child.on('close', resolve); })).toBe(1);
  });
});
