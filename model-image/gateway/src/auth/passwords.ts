import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AttemptLimit } from './attempt-limit';
import { type Authenticator, AuthProblem, credentials, type Identity } from './authenticator';
import { verifyPassword } from './password-hash';
import type { Rotating } from './rotating';
import { clientAddress } from '../http/client-address';
import { Problem } from '../http/problem';

/** Failed logins of one name from one address, and of one address, in five minutes. */
const MOST_PER_NAME = 10;
const MOST_PER_ADDRESS = 100;

/** Password checks at a time: each costs a thread and tens of mebibytes. */
const MOST_CHECKS = 4;
const MOST_WAITING = 64;

/** Checks names and passwords against users.json. */
export class Passwords {
  private readonly perName = new AttemptLimit(MOST_PER_NAME);
  private readonly perAddress = new AttemptLimit(MOST_PER_ADDRESS);
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** @param trustedProxyHops how many proxies every request comes through, see clientAddress */
  constructor(private readonly users: Rotating<ReadonlyMap<string, string>>, private readonly trustedProxyHops: number) {}

  /**
   * True for a known name with its password; failures count against the name and the address that the request came from.
   *
   * @throws Problem 429 after too many failures, 503 when too many checks wait.
   */
  async check(name: string, password: string, request: IncomingMessage): Promise<boolean> {
    const address = clientAddress(request, this.trustedProxyHops);
    const key = `${name}\n${address}`;
    this.perAddress.check(address);
    this.perName.check(key);
    const known = this.users.value.get(name);
    // An unknown name costs the same time as a known one.
    const hash = known ?? (this.users.value.values().next().value as string);
    const matches = await this.inTurn(() => {
      // Again, because those before it in the line may have used up the attempts.
      this.perName.check(key);
      return verifyPassword(password, hash);
    });
    if (matches && known !== undefined) return true;
    this.perName.fail(key);
    this.perAddress.fail(address);
    return false;
  }

  private async inTurn(check: () => Promise<boolean>): Promise<boolean> {
    if (this.running >= MOST_CHECKS) {
      if (this.waiting.length >= MOST_WAITING) throw new Problem(503, 'too many logins at once', {}, { 'retry-after': '1' });
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
    try {
      return await check();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

const REMEMBERED_MILLISECONDS = 300_000;
const MOST_REMEMBERED = 1000;
const CHALLENGE = 'Basic realm="plumbline", charset="UTF-8"';

/** Basic authentication: a name and its password with every request. */
export class BasicAuthenticator implements Authenticator {
  /** A password hash is too slow to compute per request: what was right is remembered, under a key that never leaves this process. */
  private readonly remembered = new Map<string, { readonly subject: string; readonly until: number }>();
  private readonly key = randomBytes(32);

  constructor(private readonly passwords: Passwords) {}

  authenticate(request: IncomingMessage): Identity | Promise<Identity> {
    const given = credentials(request, 'basic');
    if (given === undefined) throw new AuthProblem('missing', 'name and password are needed', CHALLENGE);
    const mark = createHmac('sha256', this.key).update(given).digest('base64');
    const known = this.remembered.get(mark);
    if (known !== undefined && known.until > Date.now()) return { subject: known.subject };
    return this.check(given, mark, request);
  }

  forget(): void {
    this.remembered.clear();
  }

  private async check(given: string, mark: string, request: IncomingMessage): Promise<Identity> {
    const text = Buffer.from(given, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(0, colon));
    if (colon < 0 || !await this.passwords.check(name, text.slice(colon + 1), request)) throw new AuthProblem('password', 'name or password is wrong', CHALLENGE);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(mark, { subject: name, until: Date.now() + REMEMBERED_MILLISECONDS });
    return { subject: name };
  }
}
