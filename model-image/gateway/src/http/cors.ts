import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets browsers of the configured origins call, and no others. Answers preflight requests; true when it did. */
export function applyCors(origins: readonly string[], request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'origin');
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type, traceparent',
    'access-control-max-age': '600',
  });
  response.end();
  return true;
}
