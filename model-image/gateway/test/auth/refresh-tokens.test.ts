import { RefreshTokens } from '../../src/auth/refresh-tokens';
import { Rotating } from '../../src/auth/rotating';
import type { SigningKey } from '../../src/auth/secrets';
import { Log } from '../../src/telemetry/log';

const KEY: SigningKey = { kid: 'a', alg: 'HS256', secret: Buffer.alloc(32, 1) };
const OTHER: SigningKey = { kid: 'b', alg: 'HS256', secret: Buffer.alloc(32, 2) };
const DAY = 86_400_000;

/** A pod: its own memory, the users and keys that all pods have. */
class Pod {
  users = new Map([['ada', '$scrypt$one'], ['bob', '$scrypt$two']]);
  keys: readonly SigningKey[] = [KEY];
  readonly tokens: RefreshTokens;
  revoked = 0;
  private readonly rotating: Rotating<any>[] = [];

  constructor(model = 'm') {
    const log = new Log('error', () => undefined);
    const users = new Rotating<ReadonlyMap<string, string>>(() => new Map(this.users), log);
    const keys = new Rotating<readonly SigningKey[]>(() => this.keys, log);
    this.rotating.push(users, keys);
    this.tokens = new RefreshTokens(keys, users, model, () => (this.revoked += 1));
  }

  refresh(): void {
    this.rotating.forEach((rotating) => rotating.refresh());
  }

  stop(): void {
    this.rotating.forEach((rotating) => rotating.stop());
  }
}

describe('a refresh token', () => {
  const pods: Pod[] = [];
  const pod = (model?: string): Pod => pods[pods.push(new Pod(model)) - 1];
  const login = (at: Pod): Promise<string> => at.tokens.issue(at.tokens.begin('ada'));

  afterEach(() => {
    jest.useRealTimers();
    pods.splice(0).forEach((one) => one.stop());
  });

  it('is good for its user\'s session once', async () => {
    const one = pod();
    const session = one.tokens.begin('ada');
    const token = await one.tokens.issue(session);
    expect(await one.tokens.redeem(token)).toEqual(session);
    await expect(one.tokens.redeem(token)).rejects.toThrow('not valid, or no longer');
  });

  it('is good once, of two requests at the same time', async () => {
    const one = pod();
    const token = await login(one);
    const outcomes = await Promise.allSettled([one.tokens.redeem(token), one.tokens.redeem(token)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is good in every pod', async () => {
    const token = await login(pod());
    expect((await pod().tokens.redeem(token)).subject).toBe('ada');
  });

  it('is not good once it has been revoked, nor is any other of its session', async () => {
    const one = pod();
    const session = one.tokens.begin('ada');
    const [first, second] = [await one.tokens.issue(session), await one.tokens.issue(session)];
    await one.tokens.revoke(first);
    await expect(one.tokens.redeem(second)).rejects.toThrow('not valid, or no longer');
    expect([one.tokens.hasEnded(session.id), one.revoked]).toEqual([true, 1]);
  });

  it('ends in every pod with a change of its user\'s password', async () => {
    const token = await login(pod());
    const other = pod();
    other.users.set('ada', '$scrypt$three');
    other.refresh();
    await expect(other.tokens.redeem(token)).rejects.toThrow('not valid, or no longer');
  });

  it('ends in every pod with its user', async () => {
    const token = await login(pod());
    const other = pod();
    other.users.delete('ada');
    other.refresh();
    await expect(other.tokens.redeem(token)).rejects.toThrow('not valid, or no longer');
  });

  it('outlives a new signing key in front of its own, and not its own', async () => {
    const token = await login(pod());
    const other = pod();
    other.keys = [OTHER, KEY];
    other.refresh();
    expect((await other.tokens.redeem(token)).subject).toBe('ada');
    const third = pod();
    third.keys = [OTHER];
    third.refresh();
    await expect(third.tokens.redeem(token)).rejects.toThrow('not valid, or no longer');
  });

  it('is not good for another model', async () => {
    await expect(pod('other').tokens.redeem(await login(pod('m')))).rejects.toThrow('not valid, or no longer');
  });

  it('ends after 14 days, and its session after 90 however often it is refreshed', async () => {
    const one = pod();
    const start = Date.now();
    const later = (days: number): void => {
      jest.useFakeTimers({ now: start + days * DAY, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    };
    later(0);
    let session = one.tokens.begin('ada');
    const unused = await one.tokens.issue(session);
    for (let day = 13; day <= 89; day += 13) {
      const token = await one.tokens.issue(session);
      later(day);
      session = await one.tokens.redeem(token);
    }
    await expect(one.tokens.redeem(unused)).rejects.toThrow('not valid, or no longer');
    later(89);
    const last = await one.tokens.issue(session);
    later(90.1);
    await expect(one.tokens.redeem(last)).rejects.toThrow('not valid, or no longer');
  });

  it.each(['', 'x', 'a.b.c'])('is no %j', async (text) => {
    await expect(pod().tokens.redeem(text)).rejects.toThrow('not valid, or no longer');
  });
});
