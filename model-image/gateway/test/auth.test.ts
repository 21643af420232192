import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { argon2id, bcrypt } from 'hash-wasm';
import { exportJWK, SignJWT } from 'jose';
import { column, type Given, type RunningGateway, startGateway } from './helpers/gateway';
import { folderWith } from './helpers/model-folder';
import { describeWithR } from './helpers/r';
import { hashPassword, isPasswordHash, verifyPassword } from '../src/auth/password-hash';

const SECRET = Buffer.alloc(32, 7);
const OLD_SECRET = Buffer.alloc(32, 8);
const KEYS = { keys: [{ kid: 'new', alg: 'HS256', k: SECRET.toString('base64url') }, { kid: 'old', alg: 'HS256', k: OLD_SECRET.toString('base64url') }] };

async function secrets(): Promise<string> {
  const users = { users: [{ name: 'ada', hash: await hashPassword('corrêct horse') }] };
  return folderWith({ 'users.json': JSON.stringify(users), 'signing-keys.json': JSON.stringify(KEYS) });
}

const model = (): Given => ({ path: folderWith({ 'score.R': 'score <- function(model, data) data$x' }), inputs: [column('x', 'double')], workers: { count: 1 } });
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

function handMade(header: object, payload: object, key: Buffer | string): string {
  const text = `${base64url(header)}.${base64url(payload)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

describe('a password hash', () => {
  it.each([
    ['scrypt', () => hashPassword('s3cret ü')],
    ['bcrypt', () => bcrypt({ password: 's3cret ü', salt: Buffer.alloc(16, 1), costFactor: 5, outputType: 'encoded' })],
    ['argon2id', () => argon2id({ password: 's3cret ü', salt: Buffer.alloc(16, 1), iterations: 2, memorySize: 512, parallelism: 1, hashLength: 32, outputType: 'encoded' })],
  ])('of %s matches its password and no other', async (_, make) => {
    const hash = await make();
    expect([isPasswordHash(hash), await verifyPassword('s3cret ü', hash), await verifyPassword('s3cret u', hash)]).toEqual([true, true, false]);
  });

  it('is none when it is a password', () => {
    expect(['s3cret', '', '$1$x$y', '5f4dcc3b5aa765d61d8327deb882cf99'].map(isPasswordHash)).toEqual([false, false, false, false]);
  });
});

describeWithR('password authentication', () => {
  let running: RunningGateway;
  const valid = { iss: 'plumbline', aud: 'tested', sub: 'ada' };

  beforeAll(async () => {
    running = await startGateway({ ...model(), auth: { mode: 'password', secretsPath: await secrets() } });
  });

  afterAll(() => running.stop());

  const login = (username: string, password: string): Promise<Response> => fetch(`${running.url}/login`, { method: 'POST', body: JSON.stringify({ username, password }) });
  const withToken = async (token: string): Promise<number> => (await running.score({ x: 1 }, { authorization: `Bearer ${token}` })).status;

  it('gives a token for the right password, which opens the model', async () => {
    const body: any = await (await login('ada', 'corrêct horse')).json();
    expect([body.token_type, body.expires_in, await withToken(body.access_token)]).toEqual(['Bearer', 3600, 200]);
  });

  it('takes tokens of a key that is on its way out', async () => {
    expect(await withToken(handMade({ alg: 'HS256', kid: 'old' }, { ...valid, exp: now() + 60 }, OLD_SECRET))).toBe(200);
  });

  it.each([
    ['no token', () => ''],
    ['no signature, alg none', () => `${base64url({ alg: 'none', kid: 'new' })}.${base64url({ ...valid, exp: now() + 60 })}.`],
    ['another key\'s signature', () => handMade({ alg: 'HS256', kid: 'new' }, { ...valid, exp: now() + 60 }, OLD_SECRET)],
    ['an unknown key', () => handMade({ alg: 'HS256', kid: 'other' }, { ...valid, exp: now() + 60 }, SECRET)],
    ['no key\'s name', () => handMade({ alg: 'HS256' }, { ...valid, exp: now() + 60 }, SECRET)],
    ['another algorithm than the key\'s', () => handMade({ alg: 'HS512', kid: 'new' }, { ...valid, exp: now() + 60 }, SECRET)],
    ['an end that is past', () => handMade({ alg: 'HS256', kid: 'new' }, { ...valid, exp: now() - 120 }, SECRET)],
    ['no end', () => handMade({ alg: 'HS256', kid: 'new' }, valid, SECRET)],
    ['another model\'s audience', () => handMade({ alg: 'HS256', kid: 'new' }, { ...valid, aud: 'other', exp: now() + 60 }, SECRET)],
    ['another issuer', () => handMade({ alg: 'HS256', kid: 'new' }, { ...valid, iss: 'else', exp: now() + 60 }, SECRET)],
  ])('refuses a token with %s', async (_, token) => {
    expect(await withToken(token())).toBe(401);
  });

  it('refuses a wrong password, an unknown name and, after ten, every attempt', async () => {
    expect((await login('nobody', 'corrêct horse')).status).toBe(401);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) statuses.push((await login('ada', 'wrong')).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    expect((await login('ada', 'corrêct horse')).headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('says no word of passwords or tokens in the log', () => {
    expect(JSON.stringify(running.lines)).not.toMatch(/horse|eyJ/);
  });
});

describeWithR('basic authentication', () => {
  it('opens the model to a name with its password alone', async () => {
    const running = await startGateway({ ...model(), auth: { mode: 'basic', secretsPath: await secrets() } });
    const status = async (text: string): Promise<number> => (await running.score({ x: 1 }, text === '' ? {} : { authorization: `Basic ${Buffer.from(text).toString('base64')}` })).status;
    try {
      expect([await status('ada:corrêct horse'), await status('ada:corrêct horse'), await status('ada:wrong'), await status('ada'), await status('')]).toEqual([200, 200, 401, 401, 401]);
    } finally {
      running.stop();
    }
  });
});

describeWithR('Entra ID authentication', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let keys: Server;
  let running: RunningGateway;
  let down = true;
  const claims = { tid: 't', oid: 'app', roles: ['Score'] };

  beforeAll(async () => {
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    keys = createServer((_, response) => {
      response.statusCode = down ? 500 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
    const jwksUri = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`;
    running = await startGateway({ ...model(), auth: { mode: 'entra', entra: { issuer: 'https://login/t/v2.0', audience: 'api', jwksUri, roles: ['Score', 'read'] } } });
  });

  afterAll(() => {
    running.stop();
    keys.close();
    keys.closeAllConnections();
  });

  const token = (payload: object, more: { audience?: string; end?: number; issuer?: string } = {}): Promise<string> => new SignJWT({ ...payload })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' }).setIssuer(more.issuer ?? 'https://login/t/v2.0').setAudience(more.audience ?? 'api').setExpirationTime(more.end ?? now() + 60).sign(privateKey);
  const status = async (text: string): Promise<number> => (await running.score({ x: 1 }, { authorization: `Bearer ${text}` })).status;

  it('answers 503 while the keys cannot be fetched, and 200 as soon as they can', async () => {
    expect(await status(await token(claims))).toBe(503);
    down = false;
    expect(await status(await token(claims))).toBe(200);
  });

  it('keeps the last good keys when they cannot be fetched again', async () => {
    down = true;
    expect(await status(await token({ ...claims, jti: 'another' }))).toBe(200);
  });

  it('takes a scope for a role', async () => {
    expect(await status(await token({ scp: 'write read' }))).toBe(200);
  });

  it('refuses with 403 a token without any of the roles', async () => {
    expect(await status(await token({ roles: ['Other'] }))).toBe(403);
  });

  it.each([
    ['another audience', () => token(claims, { audience: 'other' })],
    ['another issuer', () => token(claims, { issuer: 'https://login/x/v2.0' })],
    ['an end that is past', () => token(claims, { end: now() - 120 })],
    ['a signature by HS256 with the public key', async () => handMade({ alg: 'HS256', kid: 'k1' }, { ...claims, iss: 'https://login/t/v2.0', aud: 'api', exp: now() + 60 }, publicKey.export({ type: 'spki', format: 'pem' }).toString())],
    ['alg none', async () => `${base64url({ alg: 'none', kid: 'k1' })}.${base64url({ ...claims, iss: 'https://login/t/v2.0', aud: 'api', exp: now() + 60 })}.`],
  ])('refuses a token with %s', async (_, make) => {
    expect(await status(await make())).toBe(401);
  });
});

describe('secrets that are not good enough', () => {
  const start = (files: Record<string, unknown>): Promise<RunningGateway> => startGateway({
    path: join(__dirname), auth: { mode: 'password', secretsPath: folderWith(Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]))) },
  });
  const user = { name: 'ada', hash: '$2b$10$abcdefghijklmnopqrstuuJ8nYzP1YxX0pQpV9l1l1l1l1l1l1l1l' };

  it.each([
    ['no users', {}, 'users.json is missing; there are no default users or keys'],
    ['an empty list of users', { 'users.json': { users: [] } }, 'at least one user'],
    ['a password in the clear', { 'users.json': { users: [{ name: 'ada', hash: 'admin' }] } }, 'the hash of ada must be of scrypt'],
    ['no keys', { 'users.json': { users: [user] } }, 'signing-keys.json is missing'],
    ['a short key', { 'users.json': { users: [user] }, 'signing-keys.json': { keys: [{ kid: 'a', alg: 'HS256', k: 'c2hvcnQ' }] } }, 'has 5 bytes; HS256 needs at least 32'],
    ['a key for no algorithm', { 'users.json': { users: [user] }, 'signing-keys.json': { keys: [{ kid: 'a', alg: 'none', k: '' }] } }, 'allowed are HS256, HS384, HS512'],
  ])('keep the gateway from starting: %s', async (_, files, message) => {
    await expect(start(files)).rejects.toThrow(message);
  });
});
