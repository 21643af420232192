import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { hashPassword } from '../../src/auth/password-hash';
import { column, type Given, type RunningGateway, startGateway } from '../../test/helpers/gateway';
import { BOSTON, folderWith } from '../../test/helpers/model-folder';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found && process.env.CI === 'true') throw new Error(`${CHROMIUM} is missing, and with CI=true nothing may be skipped`);
const describeWithChromium = found ? describe : describe.skip;

/** Where pictures of the page go; none are taken without it. */
const PICTURES = process.env.PICTURES ?? '';

const INPUTS = [
  column('age', 'integer', { minimum: 18, maximum: 110, description: 'Years' }), column('income', 'double', { nullable: true, description: 'Euros a month' }),
  column('region', 'factor', { levels: ['north', 'south', 'east', 'west'] }), column('since', 'date'), column('owner', 'logical'),
];

const SERVICE = `
#* @apiTitle Braking distance
#* @apiVersion 2.0.0
NULL
#* The distance a car needs to stop
#* @param speed:dbl* Miles an hour
#* @param unit One of ft and m
#* @get /distance/<road>
function(speed, road, unit = "ft") list(distance = 2 * as.numeric(speed), road = road, unit = unit)
#* Many at once
#* @post /distances
function(req) req$body
`;

async function secrets(): Promise<string> {
  return folderWith({
    'users.json': JSON.stringify({ users: [{ name: 'ada', hash: await hashPassword('engine-no-1') }] }),
    'signing-keys.json': JSON.stringify({ keys: [{ kid: 'one', alg: 'HS256', k: Buffer.alloc(32, 7).toString('base64url') }] }),
  });
}

describeWithChromium('the docs page', () => {
  let browser: Browser;
  let running: RunningGateway;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });

  afterAll(async () => {
    await browser.close();
  });

  afterEach(async () => {
    await page.context().close();
    running.stop();
    expect(complaints.splice(0)).toEqual([]);
  });

  /** Opens the page of a gateway; whatever the browser complains of fails the test. */
  async function open(given: Given, options: BrowserContextOptions = {}): Promise<void> {
    running = await startGateway({ workers: { count: 1 }, ...given, http: { timeoutSeconds: 60, ...given.http } });
    const context = await browser.newContext(options);
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // The browser itself reports every refused request, which a page that asks to sign in must have.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(running.url) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${running.url}${given.http?.basePath ?? ''}/`);
  }

  async function picture(name: string): Promise<void> {
    if (PICTURES === '') return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  const model = (): Given => ({ path: folderWith({ 'score.R': 'score <- function(model, data) data.frame(risk = data$age / 100, group = data$region)' }), inputs: INPUTS });

  it('shows name, version and columns, and scores by a click', async () => {
    await open({ path: BOSTON });
    await page.getByRole('heading', { name: 'tested' }).waitFor();
    expect(await page.locator('#facts').innerText()).toContain('1.2.3');
    expect(await page.getByRole('rowheader').allInnerTexts()).toContain('lstat');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.locator('.badge').first().waitFor();
    expect(await page.locator('.badge').first().innerText()).toBe('200 OK');
    expect(JSON.parse(await page.locator('.answer pre').first().innerText())[0]).toHaveProperty('prediction');
    await picture('desktop');
  });

  it('is used by keyboard alone', async () => {
    await open(model());
    await page.getByRole('heading', { name: 'Try it' }).waitFor();
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('[{"age": 40, "income": null, "region": "north", "since": "2026-01-31", "owner": true}]');
    await page.keyboard.press('Control+Enter');
    await page.locator('.badge').first().waitFor();
    expect(JSON.parse(await page.locator('.answer pre').first().innerText())).toEqual([{ risk: 0.4, group: 'north' }]);
  });

  it('shows what is wrong with a request', async () => {
    await open(model(), { colorScheme: 'dark' });
    await page.getByLabel('Body').first().fill('[{"age": 4}]');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.locator('.badge').first().waitFor();
    expect(await page.locator('.badge').first().innerText()).toBe('422 Unprocessable Entity');
    await picture('dark');
  });

  it('asks to sign in, refuses a wrong password, then works with the right one', async () => {
    await open({ ...model(), auth: { mode: 'password', secretsPath: await secrets() }, http: { basePath: '/models/risk' } });
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('name or password is wrong').waitFor();
    await picture('sign-in');
    await page.getByLabel('Password').fill('engine-no-1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.locator('.badge').first().waitFor();
    expect(await page.locator('.badge').first().innerText()).toBe('200 OK');
    expect(await page.locator('.code pre').first().innerText()).toContain('$TOKEN');
  });

  it('fits a phone without scrolling sideways', async () => {
    await open(model(), { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Send' }).first().tap();
    await page.locator('.badge').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await picture('phone');
  });

  it('shows an annotated script, with its parameters', async () => {
    await open({ path: folderWith({ 'service.R': SERVICE }) });
    await page.getByRole('heading', { name: 'Braking distance' }).waitFor();
    await page.getByLabel('speed').fill('30');
    await page.getByLabel('road').fill('wet');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.locator('.badge').first().waitFor();
    expect(JSON.parse(await page.locator('.answer pre').first().innerText())).toEqual({ distance: [60], road: ['wet'], unit: ['ft'] });
    await picture('plumber');
  });

  it('runs no code that is not its own', async () => {
    await open(model());
    await page.getByRole('heading', { name: 'Try it' }).waitFor();
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.injected = "yes"';
      document.body.append(script);
    });
    expect(await page.evaluate(() => document.body.dataset.injected)).toBeUndefined();
    expect(complaints.splice(0).join()).toContain('Content Security Policy');
  });

  it.each(['curl', 'R', 'Python'])('gives the request as a %s program that works', async (language) => {
    await open(model());
    await page.getByLabel('Body').first().fill('[{"age": 50, "income": 1.5, "region": "south", "since": "2026-01-31", "owner": false}]');
    await page.getByRole('button', { name: language, exact: true }).first().click();
    const program = await page.locator('.code pre').first().innerText();
    const [command, ...rest] = language === 'curl' ? ['sh', '-c'] : language === 'R' ? ['Rscript', '--vanilla', '-e'] : ['python3', '-c'];
    const output = await new Promise<string>((resolve) => {
      const child = spawn(command, [...rest, program]);
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.on('close', () => resolve(text));
    });
    expect(output).toContain('[{"risk":0.5,"group":"south"}]');
  });
});

