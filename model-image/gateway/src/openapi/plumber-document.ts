import type { GatewayConfig } from '../config/config';
import type { PlumberHello } from '../workers/hello';

/** plumber's own description of its API, with the address that the gateway gives it. */
export function plumberDocument(plumber: PlumberHello, config: GatewayConfig): Record<string, unknown> {
  return { ...JSON.parse(plumber.openapi) as object, servers: [{ url: config.http.basePath }] };
}
