import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { AuthProblem } from './authenticator';
import { ExpiringSet } from './expiring-set';
import { CLOCK_SKEW_SECONDS, signOwn, verifyOwn } from './own-jwt';
import type { Rotating } from './rotating';
import type { SigningKey } from './secrets';

/** Machine Learning Server's lifetimes: unused for 14 days, refreshed for 90 (machine-learning-server-docs, configure-authentication). */
const UNUSED_SECONDS = 14 * 86_400;
const CHAIN_SECONDS = 90 * 86_400;
const MOST_REVOKED = 50_000;
const DAY_MILLISECONDS = 86_400_000;

/** A login and all tokens that come of it. */
export interface Session {
  readonly id: string;
  readonly subject: string;
  /** Seconds since 1970. */
  readonly started: number;
}

/**
 * Tokens that are good for another pair of tokens, without anything that pods would have to share.
 *
 * In every pod a refresh token ends with its time, with the key that signed it, with its user and with its user's password. That it works once,
 * and that it has been revoked, is known to the pod that saw it only.
 */
export class RefreshTokens {
  private readonly used = new ExpiringSet(MOST_REVOKED);
  private readonly ended = new ExpiringSet(MOST_REVOKED);

  constructor(
    private readonly keys: Rotating<readonly SigningKey[]>, private readonly users: Rotating<ReadonlyMap<string, string>>,
    private readonly model: string, private readonly onRevoked: () => void,
  ) {}

  /** A session for a user who has just logged in. */
  begin(subject: string): Session {
    return { id: randomUUID(), subject, started: nowSeconds() };
  }

  issue(session: Session): Promise<string> {
    const [key] = this.keys.value;
    const lifetime = Math.min(UNUSED_SECONDS, session.started + CHAIN_SECONDS - nowSeconds());
    const claims = { jti: randomUUID(), sid: session.id, auth_time: session.started, pwd: this.markOf(session.subject, key) };
    return signOwn(key, this.audience, session.subject, lifetime, claims);
  }

  /**
   * The session of a token, which is used up by that.
   *
   * @throws AuthProblem 401 for a token that is not valid, or no longer.
   */
  async redeem(token: string): Promise<Session> {
    const { payload, session } = await this.check(token);
    // Of two that come at the same time, the second.
    if (this.used.has(payload.jti!)) refuse();
    this.used.add(payload.jti!, endOf(payload));
    return session;
  }

  /**
   * Ends a token's session: no token of it is taken any more, here.
   *
   * @throws AuthProblem 401 for a token that is not valid, or no longer.
   */
  async revoke(token: string): Promise<void> {
    const { payload, session } = await this.check(token);
    this.ended.add(session.id, Math.max(endOf(payload), Date.now() + DAY_MILLISECONDS));
    this.onRevoked();
  }

  hasEnded(sessionId: string): boolean {
    return this.ended.has(sessionId);
  }

  private get audience(): string {
    return `${this.model}/refresh`;
  }

  private async check(token: string): Promise<{ payload: JWTPayload; session: Session }> {
    const { payload, key } = await verifyOwn(this.keys.value, token, this.audience).catch(() => refuse());
    const { jti, sid, sub, auth_time: started, pwd } = payload;
    if (typeof jti !== 'string' || typeof sid !== 'string' || typeof started !== 'number' || typeof pwd !== 'string') return refuse();
    if (this.used.has(jti) || this.ended.has(sid) || started + CHAIN_SECONDS < nowSeconds()) return refuse();
    if (!this.users.value.has(sub!) || !equal(pwd, this.markOf(sub!, key))) return refuse();
    return { payload, session: { id: sid, subject: sub!, started } };
  }

  /** Changes with the password, and tells nothing of it to who does not have the key. */
  private markOf(subject: string, key: SigningKey): string {
    return createHmac('sha256', key.secret).update(`refresh\n${this.users.value.get(subject) ?? ''}`).digest('base64url').slice(0, 22);
  }
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

const endOf = (payload: JWTPayload): number => (payload.exp! + CLOCK_SKEW_SECONDS) * 1000;

const equal = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

function refuse(): never {
  throw new AuthProblem('refresh', 'the refresh token is not valid, or no longer', 'Bearer realm="plumbline", error="invalid_token"');
}
