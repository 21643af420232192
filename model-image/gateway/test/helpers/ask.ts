import { request as send } from 'node:http';

/** A request as it goes over the wire. */
export interface Case {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** What can be compared of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Of the connection, of the clock, of the gateway's own log. */
const INCOMPARABLE = ['date', 'connection', 'keep-alive', 'x-request-id', 'transfer-encoding'];

/** Asks over a connection of its own. */
export function ask(base: string, { method, path, headers, body }: Case): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const sent = send({ agent: false, hostname, port, method, path, headers: { host: 'models.example.org', ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      const finish = (): void => {
        const kept = Object.entries(response.headers).filter(([name]) => !INCOMPARABLE.includes(name));
        resolve({ status: response.statusCode!, headers: Object.fromEntries(kept), body: Buffer.concat(chunks).toString('latin1') });
      };
      // plumber sends a body with its answer to HEAD, which no client may read: each request has a connection of its own.
      if (method === 'HEAD') finish();
      response.on('end', finish);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
