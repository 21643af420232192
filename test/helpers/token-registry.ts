import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A registry that asks for a token, as Azure's does: what Docker's distribution, which the suites of e2e/ run, has no server for. It keeps blobs and
 * manifests in memory and checks their digests.
 */
export class TokenRegistry {
  readonly blobs = new Map<string, Buffer>();
  readonly manifests = new Map<string, Buffer>();
  /** What was asked for at the token server: the form or query of each request. */
  readonly tokenRequests: URLSearchParams[] = [];
  /** Passwords (or refresh tokens) that are accepted. */
  password = 'secret';
  mayPush = true;
  private server?: Server;

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, headers = {}, body = '' }) => { response.writeHead(status, headers).end(body); });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server!.closeAllConnections();
    this.server!.close();
    await once(this.server!, 'close');
  }

  get host(): string {
    return `127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; headers?: Record<string, string>; body?: string | Buffer }> {
    const url = new URL(request.url!, `http://${this.host}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(chunk as Buffer); }
    const body = Buffer.concat(chunks);
    if (url.pathname === '/oauth2/token') { return this.token(request, url, body.toString()); }
    if (request.headers.authorization !== 'Bearer let-me-in') {
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${this.host}/oauth2/token",service="${this.host}",scope="ignored"` } };
    }
    const [, repository, kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs|referrers)\/(.*)$/.exec(url.pathname)!;
    if (kind === 'referrers') { return { status: 404 }; }
    if (request.method !== 'GET' && request.method !== 'HEAD' && !this.mayPush) { return { status: 403, body: '{"errors":[{"code":"DENIED"}]}' }; }
    if (kind === 'manifests') {
      const key = `${repository}:${reference}`;
      if (request.method === 'PUT') { this.manifests.set(key, body); return { status: 201 }; }
      const found = this.manifests.get(key);
      return found === undefined ? { status: 404 } : { status: 200, body: found };
    }
    if (request.method === 'POST') { return { status: 202, headers: { location: `/v2/${repository}/blobs/uploads/1?state=a` } }; }
    if (request.method === 'PUT') {
      const digest = url.searchParams.get('digest')!;
      const isRight = digest === `sha256:${createHash('sha256').update(body).digest('hex')}` && url.searchParams.get('state') === 'a';
      if (isRight) { this.blobs.set(digest, body); }
      return { status: isRight ? 201 : 400 };
    }
    return { status: this.blobs.has(reference) ? 200 : 404 };
  }

  private token(request: IncomingMessage, url: URL, body: string) {
    const asked = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    this.tokenRequests.push(asked);
    const [, basic = ''] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    const given = asked.get('refresh_token') ?? Buffer.from(basic, 'base64').toString().split(':')[1];
    return given === this.password ? { status: 200, body: JSON.stringify({ access_token: 'let-me-in' }) } : { status: 401 };
  }
}
