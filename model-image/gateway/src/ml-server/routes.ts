import { absentRoutes } from './absent-routes';
import { batchRoutes } from './batch-routes';
import { Batches } from './batches';
import { catalogRoutes, statusRoute } from './catalog-routes';
import { consume } from './consume-route';
import { refuseAsMlServer } from './refuse';
import { makeService, type MlService, serviceNames } from './service';
import { swaggerOf } from './swagger';
import type { GatewayConfig } from '../config/config';
import type { Protocol, ProtocolContext } from '../http/protocol';
import type { Route } from '../http/route';

/** Not JSON's type: clients print the document, and those in R would be handed a list (httr's content()). */
const SWAGGER_TYPE = 'text/plain; charset=utf-8';

/** Machine Learning Server's consumption API, but for `/login`, which belongs to authentication. */
export function mlServerProtocol(config: GatewayConfig, context: ProtocolContext): Protocol {
  const { name, version } = serviceNames(config);
  const at = `/api/${name}/${version}`;
  const batches = new Batches(context.scoring, (error) => context.log.error('a batch failed in the gateway', { error: error.stack }));
  let made: { readonly service: MlService; readonly swagger: string } | undefined;
  // What a service is does not change once its model is loaded.
  const current = (): NonNullable<typeof made> => {
    if (made === undefined) {
      const service = makeService(config, context.hello(), context.scoring().contract);
      made = { service, swagger: swaggerOf(service) };
    }
    return made;
  };
  const routes: readonly Omit<Route, 'authenticated' | 'refuse'>[] = [
    { path: at, method: 'POST', handle: (exchange) => consume(exchange, context.scoring()) },
    { path: `${at}/swagger.json`, method: 'GET', handle: async (exchange) => exchange.send(200, SWAGGER_TYPE, current().swagger) },
    ...batchRoutes(at, context.scoring, batches),
    ...catalogRoutes(() => current().service),
    statusRoute(context.pool),
    ...absentRoutes(`${name}, version ${version}`),
  ];
  return {
    routes: routes.map((route) => ({ ...route, authenticated: true, refuse: refuseAsMlServer })),
    stop: () => batches.stop(),
  };
}
