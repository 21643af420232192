import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AzureSettings } from './settings';

/** Let's Encrypt's address in front of Pebble, whose directory has another path. All else is Pebble's own. */
export function acmeFront({ address, authority, pebblePort }: AzureSettings): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const ca = readFileSync(authority);
  return (request, response) => new Promise((resolve, reject) => {
    const path = request.url === '/directory' ? '/dir' : request.url;
    // With the host that was asked for, from which Pebble makes the addresses that it answers.
    const onward = requestHttps({ host: address, port: pebblePort, path, method: request.method, headers: request.headers, ca }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response).on('finish', resolve);
    });
    onward.on('error', reject);
    request.pipe(onward);
  });
}
