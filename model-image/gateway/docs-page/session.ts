export type Mode = 'password' | 'basic' | 'entra' | 'none';

/** Who the reader is to the gateway: held in this page's memory alone, gone with it. */
export class Session {
  private authorization: string | undefined;

  constructor(readonly mode: Mode) {}

  get isOpen(): boolean {
    return this.mode === 'none' || this.authorization !== undefined;
  }

  get credential(): 'none' | 'bearer' | 'basic' {
    return this.mode === 'none' ? 'none' : this.mode === 'basic' ? 'basic' : 'bearer';
  }

  close(): void {
    this.authorization = undefined;
  }

  /** A token that the reader has from elsewhere. */
  useToken(token: string): void {
    this.authorization = `Bearer ${token.trim()}`;
  }

  /** Signs in with name and password; the reason when it fails. */
  async signIn(name: string, password: string): Promise<string | undefined> {
    if (this.mode === 'basic') {
      const bytes = new TextEncoder().encode(`${name}:${password}`);
      this.authorization = `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
      return undefined;
    }
    const answer = await fetch('login', { method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: name, password }) });
    const body = await answer.json() as { access_token?: string; title?: string };
    if (body.access_token === undefined) return body.title ?? `status ${answer.status}`;
    this.useToken(body.access_token);
    return undefined;
  }

  /** As fetch, with the reader's credential. `omit`: a refusal must not raise the browser's own question for a password. */
  fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.authorization !== undefined) headers.set('authorization', this.authorization);
    return fetch(url, { ...init, headers, credentials: 'omit', redirect: 'manual' });
  }
}
