import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

export interface Health {
  /** Every worker has scored a sample at least once. */
  readonly started: boolean;
  /** Takes requests; with the reason when not. */
  readonly ready: true | string;
}

/** The management port: probes and metrics, answered by the gateway alone, whatever R does. */
export function makeManagementServer(health: () => Health, registry: Registry): Server {
  return createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
      response.end(body);
    };
    const { started, ready } = health();
    switch (request.url) {
      case '/livez': return answer(200, 'alive\n');
      case '/startupz': return answer(started ? 200 : 503, started ? 'started\n' : 'starting\n');
      case '/readyz': return answer(ready === true ? 200 : 503, ready === true ? 'ready\n' : `${ready}\n`);
      case '/metrics':
        registry.metrics().then((text) => answer(200, text, registry.contentType), (error: Error) => answer(500, `${error.message}\n`));
        return undefined;
      default: return answer(404, 'known are /livez, /readyz, /startupz, /metrics\n');
    }
  });
}
