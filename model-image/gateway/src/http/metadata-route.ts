import type { Route } from './route';
import { JSON_TYPE } from '../answer/render-answer';
import type { GatewayConfig } from '../config/config';
import type { Contract } from '../contract/contract';
import type { Hello } from '../workers/hello';

/** What is known of the model that is served. */
export interface Serving {
  readonly config: GatewayConfig;
  readonly hello: Hello;
  readonly contract: Contract;
  readonly batching: boolean;
}

/** `GET /metadata`: which model this is, what runs it, what it takes. */
export function metadataRoute(serving: () => Serving): Route {
  return {
    path: '/metadata',
    method: 'GET',
    authenticated: true,
    handle: async (exchange) => {
      const { config, hello, contract, batching } = serving();
      const { name, version, sha256 } = config.model;
      exchange.send(200, JSON_TYPE, JSON.stringify({
        name,
        version,
        sha256: sha256 === '' ? null : sha256,
        class: hello.class,
        inputs: contract.columns,
        outputs: config.contract.outputs.length > 0 ? config.contract.outputs : hello.outputs,
        batching,
        workers: config.workers.count,
        runtime: { r: hello.r, packages: hello.packages, node: process.versions.node },
      }));
    },
  };
}
