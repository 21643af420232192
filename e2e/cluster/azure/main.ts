import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { isIP } from 'node:net';
import { acmeFront } from './acme-front';
import { ClusterApi } from './cluster-api';
import { Entra } from './entra';
import { readSettings } from './settings';
import { mutatePod } from './workload-identity';

/** `main.ts <settings>`: what a cluster meets outside of itself and cannot be had here, over HTTPS under its own names. */
async function main(path: string): Promise<void> {
  const settings = readSettings(path);
  const api = new ClusterApi(settings);
  const entra = await Entra.create(api, settings.federation);
  const authority = acmeFront(settings);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host.startsWith('acme-')) { return authority(request, response); }
    const body = await textOf(request);
    if (isIP(host) && request.url?.startsWith('/mutate')) { return send(response, 200, await mutatePod(JSON.parse(body) as never, api)); }
    if (request.url === '/healthz') { return send(response, 200, {}); }
    const { status, json } = await entra.answer(request.method ?? 'GET', new URL(request.url ?? '/', `https://${host}`), body);
    process.stdout.write(`${request.method} ${host}${request.url} ${status} ${'error_description' in json ? String(json.error_description) : ''}\n`);
    send(response, status, json);
  };
  createServer({ cert: readFileSync(settings.serving.certificate), key: readFileSync(settings.serving.key) }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${request.method} ${request.url}: ${String(error)}\n`);
      send(response, 500, { error: 'server_error', error_description: String(error) });
    });
  }).listen(443, settings.address);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) { chunks.push(chunk as Buffer); }
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, json: object): void {
  if (response.headersSent) { return; }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

void main(process.argv[2]);
