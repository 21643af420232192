import { Agent, request as requestHttps } from 'node:https';

export interface HttpsRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** PEM of whom the server's certificate has to be signed by. */
  readonly ca: string;
  readonly agent?: Agent;
}

export interface HttpsAnswer {
  readonly status: number;
  readonly text: string;
}

const TIMEOUT_MILLISECONDS = 60_000;

/** Asks a server at an address under the name in the URL, as a client would whose DNS knows the name. */
export function httpsAt(address: string, url: string, { method = 'GET', headers = {}, body = '', ca, agent }: HttpsRequest): Promise<HttpsAnswer> {
  const { hostname, host, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port: port || 443,
      path: `${pathname}${search}`,
      method,
      ca,
      agent,
      servername: hostname === address ? undefined : hostname,
      headers: { 'host': host, 'user-agent': 'plumbline', 'content-length': `${Buffer.byteLength(body)}`, ...headers },
      timeout: TIMEOUT_MILLISECONDS,
    };
    const request = requestHttps(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    request.on('timeout', () => request.destroy(new Error(`${method} ${url} was not answered within ${TIMEOUT_MILLISECONDS / 1000} s`)));
    request.on('error', reject);
    request.end(body);
  });
}
