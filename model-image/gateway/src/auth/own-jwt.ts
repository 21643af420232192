import { errors, type JWTPayload, jwtVerify, type JWTVerifyOptions, SignJWT } from 'jose';
import type { SigningKey } from './secrets';

const ISSUER = 'plumbline';

/** Difference between two machines' clocks that is no reason to refuse a token. */
export const CLOCK_SKEW_SECONDS = 60;

/** Signs a token that ends `lifetimeSeconds` from now. */
export function signOwn(key: SigningKey, audience: string, subject: string, lifetimeSeconds: number, claims: JWTPayload = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .setIssuer(ISSUER).setAudience(audience).setSubject(subject)
    .setIssuedAt().setExpirationTime(`${lifetimeSeconds} s`)
    .sign(key.secret);
}

/**
 * What a token says that one of the keys signed for this audience, and the key.
 *
 * @throws JOSEError for any other.
 */
export async function verifyOwn(keys: readonly SigningKey[], token: string, audience: string): Promise<{ payload: JWTPayload; key: SigningKey }> {
  let used: SigningKey | undefined;
  const options: JWTVerifyOptions = {
    issuer: ISSUER, audience, requiredClaims: ['exp', 'sub'], clockTolerance: CLOCK_SKEW_SECONDS, algorithms: ['HS256', 'HS384', 'HS512'],
  };
  const { payload } = await jwtVerify(token, ({ kid, alg }) => {
    used = keys.find((candidate) => candidate.kid === kid);
    if (used === undefined) throw new errors.JWKSNoMatchingKey();
    // The algorithm is the key's, never the token's word for it.
    if (used.alg !== alg) throw new errors.JOSEAlgNotAllowed();
    return used.secret;
  }, options);
  return { payload, key: used! };
}
