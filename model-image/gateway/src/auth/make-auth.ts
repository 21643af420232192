import { anyone, type Authenticator } from './authenticator';
import { BasicAuthenticator, Passwords } from './passwords';
import { Rotating } from './rotating';
import { readSigningKeys, readUsers, type SigningKey } from './secrets';
import { EntraTokens, OwnTokens } from './tokens';
import type { GatewayConfig } from '../config/config';
import { loginRoute } from '../http/login-route';
import type { Route } from '../http/route';
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
  switch (mode) {
    case 'none': return { authenticator: anyone, routes: [], stop: () => undefined };
    case 'entra': {
      const authenticator = new EntraTokens(entra);
      return { authenticator, routes: [], stop: () => authenticator.stop() };
    }
    case 'basic': {
      const users: Users = new Rotating(() => readUsers(secretsPath), log, () => authenticator.forget());
      const authenticator: BasicAuthenticator = new BasicAuthenticator(new Passwords(users));
      return { authenticator, routes: [], stop: () => users.stop() };
    }
    case 'password': {
      const users = new Rotating(() => readUsers(secretsPath), log);
      const keys: Keys = new Rotating(() => readSigningKeys(secretsPath), log, () => tokens.forget());
      const tokens: OwnTokens = new OwnTokens(keys, config.model.name, tokenLifetimeSeconds);
      const stop = (): void => {
        users.stop();
        keys.stop();
      };
      return { authenticator: tokens, routes: [loginRoute(new Passwords(users), tokens, onFailure)], stop };
    }
  }
}
