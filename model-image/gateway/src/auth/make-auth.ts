import { anyone, type Authenticator } from './authenticator';
import { BasicAuthenticator, Passwords } from './passwords';
import { RefreshTokens } from './refresh-tokens';
import { Rotating } from './rotating';
import { readSigningKeys, readUsers, type SigningKey } from './secrets';
import { EntraTokens, OwnTokens } from './tokens';
import type { GatewayConfig } from '../config/config';
import { type Login, loginRoute, refreshRoutes } from '../http/login-route';
import type { Route } from '../http/route';
import { refuseLogin } from '../ml-server/refuse';
import type { Log } from '../telemetry/log';

type Users = Rotating<ReadonlyMap<string, string>>;
type Keys = Rotating<readonly SigningKey[]>;

export interface Auth {
  readonly authenticator: Authenticator;
  /** Routes that the way of authentication adds. */
  readonly routes: readonly Route[];
  stop(): void;
}

/**
 * The way of authentication that the configuration names.
 *
 * @throws ConfigError when its secrets are missing or not good enough.
 */
export function makeAuth(config: GatewayConfig, log: Log, onFailure: (reason: string) => void): Auth {
  const { mode, secretsPath, tokenLifetimeSeconds, entra } = config.auth;
  const { trustedProxyHops } = config.http;
  switch (mode) {
    case 'none': return { authenticator: anyone, routes: [], stop: () => undefined };
    case 'entra': {
      const authenticator = new EntraTokens(entra);
      return { authenticator, routes: [], stop: () => authenticator.stop() };
    }
    case 'basic': {
      const users: Users = new Rotating(() => readUsers(secretsPath), log, () => authenticator.forget());
      const authenticator: BasicAuthenticator = new BasicAuthenticator(new Passwords(users, trustedProxyHops));
      return { authenticator, routes: [], stop: () => users.stop() };
    }
    case 'password': {
      const users = new Rotating(() => readUsers(secretsPath), log);
      const keys: Keys = new Rotating(() => readSigningKeys(secretsPath), log, () => tokens.forget());
      const refresh = config.protocols.mlServer.enabled ? new RefreshTokens(keys, users, config.model.name, () => tokens.forget()) : undefined;
      const tokens: OwnTokens = new OwnTokens(keys, config.model.name, tokenLifetimeSeconds, (session) => refresh?.hasEnded(session) ?? false);
      const login: Login = { passwords: new Passwords(users, trustedProxyHops), tokens, refresh, onFailure };
      const stop = (): void => {
        users.stop();
        keys.stop();
      };
      return { authenticator: tokens, routes: refresh === undefined ? [loginRoute(login)] : mlServerLogin(login, refresh), stop };
    }
  }
}

/** The login of Machine Learning Server's clients, some of which put a slash behind its path. */
function mlServerLogin(given: Login, refresh: RefreshTokens): readonly Route[] {
  const login = { ...given, refuse: refuseLogin };
  const route = loginRoute(login);
  return [route, { ...route, path: '/login/' }, ...refreshRoutes(login, refresh)];
}
