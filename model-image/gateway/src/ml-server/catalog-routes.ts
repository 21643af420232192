import type { MlParameter, MlService } from './service';
import { JSON_TYPE } from '../answer/render-answer';
import type { Exchange } from '../http/exchange';
import { Problem } from '../http/problem';
import type { Route } from '../http/route';
import type { WorkerPool } from '../workers/pool';

const send = (exchange: Exchange, value: unknown): void => exchange.send(200, JSON_TYPE, JSON.stringify(value));

/** `GET /services...`: the one service that there is, in a list even when it is asked for by name and version. */
export function catalogRoutes(service: () => MlService): readonly Omit<Route, 'authenticated' | 'refuse'>[] {
  return [
    { path: '/services', method: 'GET', handle: async (exchange) => send(exchange, [describe(service())]) },
    {
      path: '/services/{name}',
      method: 'GET',
      handle: async (exchange) => send(exchange, exchange.parameters.name === service().name ? [describe(service())] : []),
    },
    {
      path: '/services/{name}/{version}',
      method: 'GET',
      handle: async (exchange) => {
        const { name, version } = exchange.parameters;
        const known = service();
        if (name !== known.name || version !== known.version) throw new Problem(404, `Web service not found: known is ${known.name}, version ${known.version}`);
        send(exchange, [describe(known)]);
      },
    },
  ];
}

/** Field by field as Machine Learning Server lists a service for a reader: its code is its owner's business. */
function describe(service: MlService): object {
  const definitions = (parameters: readonly MlParameter[]): object => parameters.map(({ name, type }) => ({ name, type }));
  return {
    name: service.name,
    version: service.version,
    versionPublishedBy: 'plumbline',
    creationTime: service.creationTime,
    snapshotId: null,
    runtimeType: 'R',
    initCode: '',
    code: '',
    description: '',
    operationId: service.operationId,
    inputParameterDefinitions: definitions(service.inputs),
    outputParameterDefinitions: definitions(service.outputs),
    outputFileNames: [],
    myPermissionOnService: 'read only',
  };
}

/** `GET /status`: this pod's workers as the one compute node. */
export function statusRoute(pool: () => WorkerPool): Omit<Route, 'authenticated' | 'refuse'> {
  return {
    path: '/status',
    method: 'GET',
    handle: async (exchange) => {
      const { ready, busy, workers } = pool();
      const health = ready === workers.size ? 'pass' : ready > 0 ? 'warn' : 'fail';
      const canOpen = ready > busy ? 'True' : 'False';
      const details = { rMaxPoolSize: workers.size, rActiveShellCount: busy, rCurrentPoolSize: ready, rCanOpenShell: canOpen, apiVersion: '1.0' };
      const node = { statusCode: health, components: null, details };
      const backends = { statusCode: health, components: { workers: node }, details: {} };
      send(exchange, { statusCode: health, components: { backends }, details: {} });
    },
  };
}
