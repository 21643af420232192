import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { READY } from './component';
import type { Credentials } from './credentials';

const TIMEOUT_MILLISECONDS = 2000;

export interface HealthOptions {
  readonly host?: string;
  /** Over TLS, as the administrator; in the clear without. */
  readonly credentials?: Credentials;
  /** Name that the server's certificate has to bear, if not the host's. */
  readonly serverName?: string;
}

/** Asks a health endpoint, of 127.0.0.1 if nothing else is said: `ready`, or what it said instead. */
export function health(port: number, path: string, { host = '127.0.0.1', credentials, serverName }: HealthOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    const options = { host, port, path, timeout: TIMEOUT_MILLISECONDS, agent: false as const, headers: { 'user-agent': 'plumbline' } };
    const tls = credentials && {
      ca: readFileSync(credentials.authority.certificate),
      cert: readFileSync(credentials.admin.certificate),
      key: readFileSync(credentials.admin.key),
      ...serverName !== undefined && { servername: serverName },
    };
    const request = tls ? requestHttps({ ...options, ...tls }) : requestHttp(options);
    request.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      response.on('end', () => resolve(response.statusCode === 200 ? READY : `${path} answers ${response.statusCode}: ${text.trim()}`));
    });
    request.on('timeout', () => request.destroy(new Error(`${path} does not answer within ${TIMEOUT_MILLISECONDS} ms`)));
    request.on('error', (error) => resolve(error.message || String((error as NodeJS.ErrnoException).code)));
    request.end();
  });
}
