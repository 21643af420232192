import type { IncomingMessage } from 'node:http';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { type Authenticator, AuthProblem, credentials, type Identity } from './authenticator';
import { CLOCK_SKEW_SECONDS, signOwn, verifyOwn } from './own-jwt';
import type { Rotating } from './rotating';
import type { SigningKey } from './secrets';
import type { GatewayConfig } from '../config/config';
import { Problem } from '../http/problem';

/** A token that was verified is believed this long without verifying it again. */
const REMEMBERED_MILLISECONDS = 300_000;
const MOST_REMEMBERED = 1000;
const MAX_TOKEN_BYTES = 16_384;
const CHALLENGE = 'Bearer realm="plumbline"';

/** What every kind of bearer token has in common: the header, the memory, the refusal. */
abstract class BearerAuthenticator implements Authenticator {
  private readonly remembered = new Map<string, { readonly identity: Identity; readonly until: number }>();

  authenticate(request: IncomingMessage): Identity | Promise<Identity> {
    const token = credentials(request, 'bearer');
    if (token === undefined) throw new AuthProblem('missing', 'a bearer token is needed', CHALLENGE);
    if (token.length > MAX_TOKEN_BYTES) throw new AuthProblem('token', 'the token is not valid', `${CHALLENGE}, error="invalid_token"`);
    const known = this.remembered.get(token);
    if (known !== undefined && known.until > Date.now()) return known.identity;
    return this.verify(token);
  }

  forget(): void {
    this.remembered.clear();
  }

  protected abstract payloadOf(token: string): Promise<JWTPayload>;
  protected abstract authorize(payload: JWTPayload): Identity;

  private async verify(token: string): Promise<Identity> {
    let payload: JWTPayload;
    try {
      payload = await this.payloadOf(token);
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (error instanceof errors.JWTExpired) throw new AuthProblem('expired', 'the token has expired', `${CHALLENGE}, error="invalid_token"`);
      throw new AuthProblem('token', 'the token is not valid', `${CHALLENGE}, error="invalid_token"`);
    }
    const identity = this.authorize(payload);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(token, { identity, until: Math.min((payload.exp! + CLOCK_SKEW_SECONDS) * 1000, Date.now() + REMEMBERED_MILLISECONDS) });
    return identity;
  }
}

/** Tokens that this gateway signs with the operator's key, for users who log in. */
export class OwnTokens extends BearerAuthenticator {
  /** `hasEnded` tells of sessions whose tokens are not taken any more. */
  constructor(
    private readonly keys: Rotating<readonly SigningKey[]>, private readonly audience: string, readonly lifetimeSeconds: number,
    private readonly hasEnded: (sessionId: string) => boolean = () => false,
  ) {
    super();
  }

  issue(subject: string, sessionId?: string): Promise<string> {
    return signOwn(this.keys.value[0], this.audience, subject, this.lifetimeSeconds, sessionId === undefined ? {} : { sid: sessionId });
  }

  protected async payloadOf(token: string): Promise<JWTPayload> {
    const { payload } = await verifyOwn(this.keys.value, token, this.audience);
    if (typeof payload.sid === 'string' && this.hasEnded(payload.sid)) throw new errors.JWTInvalid('revoked');
    return payload;
  }

  protected authorize(payload: JWTPayload): Identity {
    return { subject: payload.sub! };
  }
}

/** Microsoft's advice is to fetch the keys once an hour and on an unknown key, at most every five minutes: https://learn.microsoft.com/entra/identity-platform/signing-key-rollover */
const KEYS_REFRESH_MILLISECONDS = 3_600_000;
const KEYS_COOLDOWN_MILLISECONDS = 300_000;
const KEYS_TIMEOUT_MILLISECONDS = 5000;

/** Tokens of Microsoft Entra ID. */
export class EntraTokens extends BearerAuthenticator {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly expected: GatewayConfig['auth']['entra']) {
    super();
    // The last good keys stay in force while Entra cannot be reached.
    this.keys = createRemoteJWKSet(new URL(expected.jwksUri), {
      cacheMaxAge: Infinity, cooldownDuration: KEYS_COOLDOWN_MILLISECONDS, timeoutDuration: KEYS_TIMEOUT_MILLISECONDS,
    });
    this.timer = setInterval(() => void this.keys.reload().catch(() => undefined), KEYS_REFRESH_MILLISECONDS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  protected async payloadOf(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.expected;
    try {
      const { payload } = await jwtVerify(token, this.keys, { issuer, audience, algorithms: ['RS256'], requiredClaims: ['exp'], clockTolerance: CLOCK_SKEW_SECONDS });
      return payload;
    } catch (error) {
      const unreachable = !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
      if (unreachable) throw new Problem(503, 'the keys of Entra ID cannot be fetched, so no token can be checked', {}, { 'retry-after': '5' });
      throw error;
    }
  }

  protected authorize(payload: JWTPayload): Identity {
    const { roles } = this.expected;
    const held = [...(Array.isArray(payload.roles) ? payload.roles : []), ...(typeof payload.scp === 'string' ? payload.scp.split(' ') : [])];
    if (roles.length > 0 && !roles.some((role) => held.includes(role))) {
      throw new AuthProblem('role', `the token has none of the roles ${roles.join(', ')}`, `${CHALLENGE}, error="insufficient_scope"`, 403);
    }
    return { subject: String(payload.oid ?? payload.sub ?? payload.azp ?? '') };
  }
}
