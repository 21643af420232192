import { readBody } from './body';
import type { Exchange } from './exchange';
import { Problem } from './problem';
import type { Refuse, Route } from './route';
import { JSON_TYPE } from '../answer/render-answer';
import { AuthProblem } from '../auth/authenticator';
import type { Passwords } from '../auth/passwords';
import type { RefreshTokens, Session } from '../auth/refresh-tokens';
import type { OwnTokens } from '../auth/tokens';
import { parseJson } from '../read/json-text';

const LOGIN_LIMIT_BYTES = 8192;

/** What a login is answered from. Without `refresh` it is an access token alone. */
export interface Login {
  readonly passwords: Passwords;
  readonly tokens: OwnTokens;
  readonly refresh?: RefreshTokens;
  readonly refuse?: Refuse;
  readonly onFailure: (reason: string) => void;
}

/** `POST /login`: `{"username", "password"}` for a token, in the form of RFC 6749, section 5.1. */
export function loginRoute(login: Login): Route {
  const { passwords, tokens, refresh, onFailure } = login;
  return {
    path: '/login',
    method: 'POST',
    authenticated: false,
    refuse: login.refuse,
    handle: async (exchange) => {
      const body = await readBody(exchange, LOGIN_LIMIT_BYTES);
      const value = parseJson(body).value as { username?: unknown; password?: unknown } | null;
      if (typeof value?.username !== 'string' || typeof value.password !== 'string') throw new Problem(400, 'the body must be {"username": string, "password": string}');
      const valid = await passwords.check(value.username, value.password, exchange.request).catch((error: unknown) => {
        if (error instanceof Problem) onFailure('limited');
        throw error;
      });
      if (!valid) throw new AuthProblem('password', 'name or password is wrong', 'Bearer realm="plumbline"');
      exchange.identity = { subject: value.username };
      if (refresh === undefined) sendToken(exchange, await tokens.issue(value.username), tokens.lifetimeSeconds);
      else await sendPair(exchange, login, refresh, refresh.begin(value.username));
    },
  };
}

/** Routes that make a new pair of tokens of a refresh token, and that end its session. */
export function refreshRoutes(login: Login, refresh: RefreshTokens): readonly Route[] {
  const revoke = async (exchange: Exchange): Promise<void> => {
    const token = exchange.parameters.refreshToken ?? exchange.query.get('refreshToken');
    if (token === null) throw new Problem(400, 'the query must have refreshToken');
    await refresh.revoke(token);
    exchange.send(200, JSON_TYPE, '{}', { 'cache-control': 'no-store' });
  };
  const renew = async (exchange: Exchange): Promise<void> => {
    const value = parseJson(await readBody(exchange, LOGIN_LIMIT_BYTES)).value as { refreshToken?: unknown } | null;
    if (typeof value?.refreshToken !== 'string') throw new Problem(400, 'the body must be {"refreshToken": string}');
    const session = await refresh.redeem(value.refreshToken);
    exchange.identity = { subject: session.subject };
    await sendPair(exchange, login, refresh, session);
  };
  const common = { authenticated: false, refuse: login.refuse };
  return [
    { path: '/login/refreshToken', method: 'POST', ...common, handle: renew },
    { path: '/login/refreshToken', method: 'DELETE', ...common, handle: revoke },
    { path: '/login/refreshToken/{refreshToken}', method: 'DELETE', ...common, handle: revoke },
  ];
}

/** Field by field as Machine Learning Server answers: clients find the access token by what stands behind it. */
async function sendPair(exchange: Exchange, { tokens }: Login, refresh: RefreshTokens, session: Session): Promise<void> {
  const expiresOn = Math.floor(Date.now() / 1000) + tokens.lifetimeSeconds;
  const more = { expires_on: expiresOn, refresh_token: await refresh.issue(session) };
  sendToken(exchange, await tokens.issue(session.subject, session.id), tokens.lifetimeSeconds, more);
}

function sendToken(exchange: Exchange, token: string, lifetimeSeconds: number, more: object = {}): void {
  exchange.send(200, JSON_TYPE, JSON.stringify({ token_type: 'Bearer', access_token: token, expires_in: lifetimeSeconds, ...more }), { 'cache-control': 'no-store' });
}
