import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { PlumberContainer } from './plumber-container';
import { describeWithClients, python } from '../../../model-image/gateway/test/clients/venv';
import { PASSWORD, secretsOf } from '../../../model-image/gateway/test/helpers/secrets';
import { runIn, ScoringContainer } from '../container';
import { builtBase, builtModel, hasBuilders, removeImage, ROOT } from '../images';

const IMAGE = 'localhost/plumbline-test/every-client:test';
const EXAMPLE = join(ROOT, 'model-image', 'examples', 'boston-housing');
const SAMPLE = join(EXAMPLE, 'sample.csv');
const [COLUMNS, ...CELLS] = readFileSync(SAMPLE, 'utf8').trim().split('\n').map((line) => line.replaceAll('"', '').split(','));
const ROWS = CELLS.map((cells) => Object.fromEntries(COLUMNS.map((name, at) => [name, Number(cells[at])])));

const BASE_PATH = '/pricing/boston';
const USER = 'ada';
const CONFIG = {
  contract: { inputs: COLUMNS.map((name) => ({ name, type: 'double' })), outputs: [] },
  http: { basePath: BASE_PATH },
  auth: { mode: 'password', secretsPath: '/etc/plumbline-secrets' },
  protocols: { mlServer: { service: 'boston', version: 'v1.0', operationId: 'score' } },
};

if (!hasBuilders && process.env.CI === 'true') { throw new Error('podman, buildah and runc are needed, and root: sh model-image/install-builders.sh'); }

const run = promisify(execFile);

/** What a client of the annotated script asks; the last two are answered with its own errors. */
const ASKED: readonly (readonly [string, string, string?])[] = [
  ['GET', '/rooms/6.5/price?lstat=5'],
  ['GET', '/rooms/4/price?lstat=12.25'],
  ['POST', '/prices', JSON.stringify(ROWS)],
  ['GET', '/houses'],
  ['GET', '/rooms/six/price?lstat=5'],
  ['DELETE', '/houses/3'],
  ['GET', '/fail'],
];

(hasBuilders ? describeWithClients : describe.skip)('one container of one image', () => {
  let folder: string;
  let container: ScoringContainer;
  let url: string;
  /** R's own numbers, from the image's R. */
  let prediction: readonly number[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-every-client-'));
    cpSync(EXAMPLE, folder, { recursive: true });
    cpSync(join(__dirname, 'model'), folder, { recursive: true });
    await builtBase();
    await builtModel(IMAGE, folder);
    container = await ScoringContainer.start(IMAGE, CONFIG, ['--volume', `${await readableSecrets()}:/etc/plumbline-secrets:ro`]);
    await container.ready();
    url = `http://127.0.0.1:${container.port}${BASE_PATH}`;
    const code = 'suppressMessages(library(randomForest)); cat(format(predict(readRDS("model.rds"), read.csv("sample.csv")), digits = 17))';
    prediction = runIn(IMAGE, ['Rscript', '--vanilla', '-e', code], ['--workdir', '/opt/plumbline/model']).stdout.trim().split(/\s+/).map(Number);
  }, 900_000);

  afterAll(() => {
    container?.remove();
    removeImage(IMAGE);
    rmSync(folder, { recursive: true, force: true });
  });

  /** What curl prints, its own options before the path. */
  async function curl(path: string, ...options: string[]): Promise<string> {
    return (await run('curl', ['--silent', '--show-error', ...options, url + path])).stdout;
  }

  const login = async (): Promise<string> => JSON.parse(await curl('/login', '--json', JSON.stringify({ username: USER, password: PASSWORD }))).access_token;

  it('answers curl', async () => {
    const answer = await curl('/score', '--fail', '--oauth2-bearer', await login(), '--json', JSON.stringify(ROWS));
    expect(prediction).toHaveLength(5);
    expect(JSON.parse(answer)).toEqual(prediction.map((value) => ({ prediction: value })));
  });

  it('answers Microsoft\'s client of Machine Learning Server', async () => {
    const found = await python('ml_server_sdk.py', [url, 'boston', 'v1.0', USER, PASSWORD, SAMPLE]);
    expect(found).toMatchObject({ services: ['boston'], versions: ['v1.0'], prediction, error: '', batch: [2, prediction, true, []], left: [] });
  });

  it('answers Triton\'s client of the Open Inference Protocol', async () => {
    const found = await python('triton_client.py', [url.replace('http://', ''), 'tested', '1.2.3', await login(), SAMPLE]);
    expect([found.live, found.ready, found.model]).toEqual([true, true, [true, true, false]]);
    expect(found.predictions).toEqual(Object.fromEntries(
      ['columns as bytes', 'columns as JSON', 'matrix as bytes', 'matrix as JSON', 'compressed', 'deflated'].map((kind) => [kind, prediction]),
    ));
  });

  it('answers clients of an unchanged plumber file as a plumber process does', async () => {
    const token = await login();
    const plumber = await PlumberContainer.start(IMAGE, 'service.R');
    const ask = async (base: string, [method, path, body]: (typeof ASKED)[number]) => {
      const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(base + path, { method, headers, ...body === undefined ? {} : { body } });
      return { path, status: response.status, type: response.headers.get('content-type'), asked: response.headers.get('x-asked'), body: await response.text() };
    };
    try {
      for (const each of ASKED) { expect(await ask(url, each)).toEqual(await ask(plumber.url, each)); }
      expect(JSON.parse((await ask(url, ['POST', '/prices', JSON.stringify(ROWS)])).body)).toEqual(prediction);
      expect((await ask(url, ['GET', '/fail'])).status).toBe(500);
    } finally {
      plumber.remove();
    }
  });

  it('answers a browser: its page scores rows, and calls the script', async () => {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${url}/`);
      await page.getByLabel('Name').fill(USER);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Prices of houses' }).waitFor();

      const send = async (path: string): Promise<unknown> => {
        const operation = page.locator('details', { has: page.locator('summary code', { hasText: path }) });
        await operation.getByRole('button', { name: 'Send' }).click();
        await operation.locator('.badge').waitFor();
        expect(await operation.locator('.badge').innerText()).toBe('200 OK');
        return JSON.parse(await operation.locator('.answer pre').innerText());
      };
      expect(await send('/score')).toEqual([{ prediction: prediction[0] }]);
      await page.locator('summary', { hasText: '/rooms/{rooms}/price' }).click();
      await page.getByLabel('rooms').fill(String(ROWS[0].rm));
      await page.getByLabel('lstat').fill(String(ROWS[0].lstat));
      expect(await send('/rooms/{rooms}/price')).toEqual({ price: prediction[0], rooms: ROWS[0].rm });
    } finally {
      await browser.close();
    }
  });

  it('has failed over none of them', () => {
    expect([container.isRunning, container.wasKilledForMemory]).toEqual([true, false]);
    expect(container.log).not.toContain('"level":"error"');
  });
});

/** The container's user is another one. */
async function readableSecrets(): Promise<string> {
  const secrets = await secretsOf([USER]);
  chmodSync(secrets, 0o755);
  for (const file of readdirSync(secrets)) { chmodSync(join(secrets, file), 0o644); }
  return secrets;
}
