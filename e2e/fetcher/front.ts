import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as send, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { CertificateFiles } from '../cluster/certificates';

/** What goes wrong between a client and its storage, for one request. */
export type Fault =
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number };

/** An HTTPS server in front of Azurite, where lines are cut and permissions are missing: Azurite itself never fails and knows no roles. */
export class Front {
  static async start(files: CertificateFiles, ca: string, target: string): Promise<Front> {
    const front = new Front(files, readFileSync(ca, 'utf8'), new URL(target));
    await new Promise<void>((resolve) => { front.server.listen(0, '127.0.0.1', resolve); });
    return front;
  }

  /** For the next requests, one after the other; then all goes well. */
  faults: Fault[] = [];
  /** The header Range of each request that came, empty for none. */
  readonly ranges: string[] = [];
  private readonly server: Server;

  private constructor({ certificate, key }: CertificateFiles, private readonly ca: string, private readonly target: URL) {
    this.server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => { this.pass(request, response); });
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private pass(incoming: IncomingMessage, response: ServerResponse): void {
    const fault = this.faults.shift();
    this.ranges.push(String(incoming.headers['x-ms-range'] ?? incoming.headers.range ?? ''));
    if (fault?.kind === 'hang') { return; }
    if (fault?.kind === 'refuse') {
      response.writeHead(fault.status, { 'content-type': 'application/xml', 'x-ms-error-code': fault.code })
        .end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${fault.code}</Code><Message>Refused.</Message></Error>`);
      return;
    }
    const { hostname, port } = this.target;
    // Azure names the account in the host, Azurite behind localhost in the path.
    const account = /^(\w+)\.blob\./.exec(incoming.headers.host ?? '')?.[1];
    const path = account === undefined ? incoming.url : `/${account}${incoming.url}`;
    const headers = { ...incoming.headers, host: this.target.host };
    const outgoing = send({ hostname, port, path, method: incoming.method, headers, ca: this.ca }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      let sent = 0;
      answer.on('data', (chunk: Buffer) => {
        if (fault?.kind === 'cut' && sent + chunk.length > fault.afterBytes) {
          answer.destroy();
          response.write(chunk.subarray(0, fault.afterBytes - sent), () => response.destroy());
          return;
        }
        sent += chunk.length;
        response.write(chunk);
        if (fault?.kind === 'slow') {
          answer.pause();
          setTimeout(() => answer.resume(), chunk.length / fault.bytesPerSecond * 1000).unref();
        }
      }).on('end', () => { if (!response.destroyed) { response.end(); } });
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }
}
