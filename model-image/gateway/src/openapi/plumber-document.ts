import { modelOf } from './document';
import { securityOf } from './security';
import type { GatewayConfig } from '../config/config';
import type { Hello, PlumberHello } from '../workers/hello';

/** plumber's own description of its API, with what the gateway adds to it: its address, its way of authentication, the model's digest. */
export function plumberDocument(plumber: PlumberHello, config: GatewayConfig, hello: Hello): Readonly<Record<string, unknown>> {
  const own = JSON.parse(plumber.openapi) as { info: object; paths: object; components?: object };
  const { security, schemes } = securityOf(config);
  const secured = security.length === 0 ? {} : { security, components: { ...own.components, securitySchemes: schemes } };
  return { ...own, info: { ...own.info, ...modelOf(config, hello) }, servers: [{ url: config.http.basePath }], ...secured };
}
