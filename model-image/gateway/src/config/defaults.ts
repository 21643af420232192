import type { GatewayConfig } from './config';

/** Every field's default; also the shape that a configuration file is checked against. */
export const DEFAULTS: GatewayConfig = {
  model: { name: 'model', version: '0.0.0', path: '/opt/plumbline/model', sha256: '' },
  contract: { inputs: [], outputs: [] },
  workers: { count: 1, threadsPerWorker: 1, memoryMiB: 1024, recycleAfterRequests: 0, startupTimeoutSeconds: 300, start: 'auto' },
  http: {
    host: '',
    port: 8080,
    managementPort: 9090,
    basePath: '/',
    timeoutSeconds: 30,
    bodyLimitMiB: 10,
    bodiesLimitMiB: 0,
    drainSeconds: 35,
    headTimeoutSeconds: 10,
    requestTimeoutSeconds: 60,
    maxConnections: 16384,
    trustedProxyHops: 0,
    tls: { certificatePath: '', keyPath: '', clientCaPath: '' },
    corsOrigins: [],
  },
  queue: { maxRows: 10_000, maxMiB: 64 },
  batching: { enabled: true, maxRows: 512, maxWaitMilliseconds: 5 },
  auth: {
    mode: 'password',
    secretsPath: '/etc/plumbline-secrets',
    tokenLifetimeSeconds: 3600,
    entra: { issuer: '', audience: '', jwksUri: '', roles: [] },
  },
  protocols: {
    mlServer: { enabled: true, service: '', version: '', operationId: 'consume', inputName: 'inputData', modelErrorStatus: 200 },
    openInference: { enabled: true },
  },
  log: { level: 'info' },
};

/** Fields that take one of a few words. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'workers.start': ['auto', 'fork', 'apart'],
  'auth.mode': ['password', 'basic', 'entra', 'none'],
  'log.level': ['debug', 'info', 'warn', 'error'],
};

/** Smallest value of the fields whose smallest value is not 0. */
export const MINIMUMS: Readonly<Record<string, number>> = {
  'workers.count': 1,
  'workers.threadsPerWorker': 1,
  'workers.memoryMiB': 32,
  'workers.startupTimeoutSeconds': 1,
  'http.timeoutSeconds': 0.05,
  'http.bodyLimitMiB': 0.001,
  'http.headTimeoutSeconds': 0.5,
  'http.requestTimeoutSeconds': 1,
  'http.maxConnections': 1,
  'queue.maxRows': 1,
  'queue.maxMiB': 0.001,
  'batching.maxRows': 1,
  'auth.tokenLifetimeSeconds': 1,
};
