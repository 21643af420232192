import type { Column } from '../contract/column';

/** What the gateway is told at start: the file named by PLUMBLINE_CONFIG. Every block may be left out; the defaults stand in defaults.ts. */
export interface GatewayConfig {
  readonly model: {
    readonly name: string;
    readonly version: string;
    /** The folder that holds model.rds or score.R. */
    readonly path: string;
    /** SHA-256 of the model's archive, as the spec gives it; empty when the model is part of the image. */
    readonly sha256: string;
  };
  /** Empty lists: inputs are learnt from the model or taken as they come, outputs are what the model answers. */
  readonly contract: { readonly inputs: readonly Column[]; readonly outputs: readonly Column[] };
  readonly workers: {
    readonly count: number;
    readonly threadsPerWorker: number;
    /** Ceiling of R's vector heap, and the resident size above which a worker is replaced. */
    readonly memoryMiB: number;
    /** A worker is replaced after this many requests; 0 for never. */
    readonly recycleAfterRequests: number;
    readonly startupTimeoutSeconds: number;
    /** `auto` forks where the model allows it and each worker has one thread. */
    readonly start: 'auto' | 'fork' | 'apart';
  };
  readonly http: {
    /** Address to listen on; empty for every address of both families. */
    readonly host: string;
    readonly port: number;
    readonly managementPort: number;
    /** Absolute, without a trailing slash; `/` for the root. */
    readonly basePath: string;
    /** From the last byte of a request to the first of its answer, waiting included. */
    readonly timeoutSeconds: number;
    readonly bodyLimitMiB: number;
    /** Of all bodies that are being read at once; 0 for an eighth of the container's memory, at least two of the largest bodies. */
    readonly bodiesLimitMiB: number;
    /** How long SIGTERM waits for accepted requests. */
    readonly drainSeconds: number;
    /** A client that has not sent its request's head after this long is cut. */
    readonly headTimeoutSeconds: number;
    /** A client that has not sent its whole request after this long is cut. */
    readonly requestTimeoutSeconds: number;
    readonly maxConnections: number;
    /**
     * Proxies that every request comes through, and whose entries in `X-Forwarded-For` tell where it came from; 0 ignores the header.
     * Nobody may reach the port past them: who does could name any address.
     */
    readonly trustedProxyHops: number;
    /** PEM files; empty paths for plain HTTP. `clientCaPath` asks every client for a certificate of that authority. */
    readonly tls: { readonly certificatePath: string; readonly keyPath: string; readonly clientCaPath: string };
    /** Origins that browsers may call from; empty for none. */
    readonly corsOrigins: readonly string[];
  };
  readonly queue: { readonly maxRows: number; readonly maxMiB: number };
  readonly batching: {
    readonly enabled: boolean;
    readonly maxRows: number;
    /** A batch is cut so that it is expected to take no longer than this on top of a single row, unless rows have waited longer already. */
    readonly maxWaitMilliseconds: number;
  };
  readonly auth: {
    readonly mode: 'password' | 'basic' | 'entra' | 'none';
    /** Folder with users.json and signing-keys.json. */
    readonly secretsPath: string;
    readonly tokenLifetimeSeconds: number;
    readonly entra: { readonly issuer: string; readonly audience: string; readonly jwksUri: string; readonly roles: readonly string[] };
  };
  /** What is spoken beside `/score`: docs/protocols.md. */
  readonly protocols: {
    /** Machine Learning Server's consumption API. */
    readonly mlServer: {
      readonly enabled: boolean;
      /** Name and version of the service in its URLs; empty for the model's. */
      readonly service: string;
      readonly version: string;
      /** Name of the method that clients are generated with. */
      readonly operationId: string;
      /** Name of the data frame that the service takes. */
      readonly inputName: string;
      /** Status of an answer whose rows the model could not score: 200 (with `success` false), 400 or 500. */
      readonly modelErrorStatus: number;
    };
    /** Open Inference Protocol, version 2. */
    readonly openInference: { readonly enabled: boolean };
  };
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error' };
}

/** A mistake of the operator: the message is all there is to say, no stack trace. */
export class ConfigError extends Error {}
