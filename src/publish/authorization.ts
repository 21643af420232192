import { type Login, storedLogin, TOKEN_USER } from './credentials';
import { PublishError } from './publish-error';
import { baseUrl, isAzureRegistry } from './reference';

/** What a registry asks for in answer to a request without it: `Bearer realm="https://…",service="…",scope="…"`. */
interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Signs in to one registry and remembers what it was given, by what it was asked for. */
export class Authorization {
  private readonly headers = new Map<string, Promise<string | undefined>>();
  private login?: Promise<Login | undefined>;

  constructor(private readonly host: string) {}

  /** The header for a scope, where one was obtained before. */
  async known(scope: string): Promise<string | undefined> {
    return this.headers.get(scope);
  }

  /** The header that answers a challenge (https://distribution.github.io/distribution/spec/auth/token/). @throws PublishError */
  answer(scope: string, header: string): Promise<string | undefined> {
    const found = this.obtain(parseChallenge(header), scope);
    this.headers.set(scope, found);
    return found;
  }

  private async obtain({ scheme, parameters }: Challenge, scope: string): Promise<string | undefined> {
    this.login ??= this.credentials();
    const login = await this.login;
    if (scheme === 'basic') { return login && basic(login); }
    const { realm, service = this.host } = parameters;
    if (!realm) { throw new PublishError(`${this.host} asks for credentials of a kind that is not known: ${scheme}`); }
    if (login?.username === TOKEN_USER) {
      const { access_token: token } = await this.post(realm, { grant_type: 'refresh_token', service, scope, refresh_token: login.password });
      return `Bearer ${token}`;
    }
    const url = `${realm}?${new URLSearchParams({ service, scope }).toString()}`;
    const response = await fetch(url, { headers: login ? { authorization: basic(login) } : {} });
    if (!response.ok) { throw new PublishError(`${this.host} does not accept the credentials (${response.status}); sign in anew: docker login ${this.host}`); }
    const { token, access_token: accessToken } = await response.json() as { token?: string; access_token?: string };
    return `Bearer ${token ?? accessToken}`;
  }

  private async credentials(): Promise<Login | undefined> {
    const stored = await storedLogin(this.host);
    if (stored !== undefined || !isAzureRegistry(this.host)) { return stored; }
    return { username: TOKEN_USER, password: await this.exchange() };
  }

  /** A registry's own refresh token for a token of Entra ID (https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md). */
  private async exchange(): Promise<string> {
    // Costs half a second to load, and only who has no docker login needs it.
    const { DefaultAzureCredential } = await import('@azure/identity');
    const found = await new DefaultAzureCredential().getToken('https://containerregistry.azure.net/.default').catch((error: unknown) => {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      throw new PublishError(`no credentials for ${this.host}: ${reason}. Sign in by az login (or az acr login), or give a pipeline a workload identity`);
    });
    const { refresh_token: token } = await this.post(`${baseUrl(this.host)}/oauth2/exchange`, { grant_type: 'access_token', service: this.host, access_token: found.token });
    return token!;
  }

  private async post(url: string, form: Record<string, string>): Promise<{ access_token?: string; refresh_token?: string }> {
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    if (!response.ok) {
      throw new PublishError(`${this.host} does not let this identity in (${response.status}); pushing needs the role AcrPush, or Container Registry Repository Writer`);
    }
    return await response.json() as { access_token?: string; refresh_token?: string };
  }
}

function basic({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function parseChallenge(header: string): Challenge {
  const [, scheme = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(header) ?? [];
  return { scheme: scheme.toLowerCase(), parameters: Object.fromEntries([...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])) };
}
