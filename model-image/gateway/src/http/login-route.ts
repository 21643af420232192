import { readBody } from './body';
import { Problem } from './problem';
import type { Route } from './route';
import { JSON_TYPE } from '../answer/render-answer';
import { AuthProblem } from '../auth/authenticator';
import type { Passwords } from '../auth/passwords';
import type { OwnTokens } from '../auth/tokens';
import { parseJson } from '../read/json-text';

const LOGIN_LIMIT_BYTES = 8192;

/** `POST /login`: `{"username", "password"}` for a token, in the form of RFC 6749, section 5.1. */
export function loginRoute(passwords: Passwords, tokens: OwnTokens, onFailure: (reason: string) => void): Route {
  return {
    path: '/login',
    method: 'POST',
    authenticated: false,
    handle: async (exchange) => {
      const body = await readBody(exchange.request, exchange.response, LOGIN_LIMIT_BYTES);
      const value = parseJson(body).value as { username?: unknown; password?: unknown } | null;
      if (typeof value?.username !== 'string' || typeof value.password !== 'string') throw new Problem(400, 'the body must be {"username": string, "password": string}');
      const valid = await passwords.check(value.username, value.password, exchange.request.socket.remoteAddress ?? '').catch((error: unknown) => {
        if (error instanceof Problem) onFailure('limited');
        throw error;
      });
      if (!valid) throw new AuthProblem('password', 'name or password is wrong', 'Bearer realm="plumbline"');
      exchange.identity = { subject: value.username };
      const token = await tokens.issue(value.username);
      exchange.send(200, JSON_TYPE, JSON.stringify({ token_type: 'Bearer', access_token: token, expires_in: tokens.lifetimeSeconds }), { 'cache-control': 'no-store' });
    },
  };
}
