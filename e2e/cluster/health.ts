import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { READY } from './component';
import type { Credentials } from './credentials';

const TIMEOUT_MILLISECONDS = 2000;

/** Asks a health endpoint of 127.0.0.1: `ready`, or what it said instead. With credentials over TLS, without in the clear. */
export function health(port: number, path: string, credentials?: Credentials): Promise<string> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path, timeout: TIMEOUT_MILLISECONDS, agent: false as const };
    const tls = credentials && {
      ca: readFileSync(credentials.authority.certificate),
      cert: readFileSync(credentials.admin.certificate),
      key: readFileSync(credentials.admin.key),
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
