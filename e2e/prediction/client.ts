import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { httpsAt, type HttpsAnswer } from './https';

const run = promisify(execFile);

export interface ClientOptions {
  /** PEM of the only certification authority that is trusted. */
  readonly root: string;
  readonly user: { readonly name: string; readonly password: string };
  /** Where curl finds the authority's certificate. */
  readonly directory: string;
}

type Row = Readonly<Record<string, number>>;

/** Somebody who calls a model from outside. */
export class Client {
  /** @throws Error where the login is refused */
  static async login(address: string, url: string, { root, user, directory }: ClientOptions): Promise<Client> {
    const { status, text } = await httpsAt(address, `${url}/login`, {
      method: 'POST', ca: root, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: user.name, password: user.password }),
    });
    if (status !== 200) { throw new Error(`the login at ${url} answers ${status}: ${text}`); }
    const authority = join(directory, 'pebble-root.pem');
    writeFileSync(authority, root);
    return new Client(address, url, root, authority, (JSON.parse(text) as { access_token: string }).access_token);
  }

  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    private readonly address: string,
    private readonly url: string,
    private readonly root: string,
    private readonly authority: string,
    private readonly token: string,
  ) {}

  score(rows: readonly Row[]): Promise<HttpsAnswer> {
    return httpsAt(this.address, `${this.url}/score`, {
      method: 'POST', ca: this.root, agent: this.agent, body: JSON.stringify(rows), headers: { 'content-type': 'application/json', 'authorization': `Bearer ${this.token}` },
    });
  }

  /** The same by curl, which trusts no authority but the one it is told. */
  async curl(rows: readonly Row[]): Promise<unknown> {
    const { hostname } = new URL(this.url);
    const { stdout } = await run('curl', [
      '--silent', '--show-error', '--fail-with-body', '--cacert', this.authority, '--resolve', `${hostname}:443:${this.address}`,
      '--header', 'content-type: application/json', '--header', `authorization: Bearer ${this.token}`, '--data', JSON.stringify(rows), `${this.url}/score`,
    ]);
    return JSON.parse(stdout);
  }

  close(): void {
    this.agent.destroy();
  }
}
