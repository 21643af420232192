import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerUnread } from './unread-requests';
import { ConfigError, type GatewayConfig } from '../config/config';

/** How often certificates are read again, in milliseconds. */
const CERTIFICATE_REFRESH = 60_000;

/** How often connections are looked over for slow clients, in milliseconds. */
const CONNECTIONS_CHECK = 1000;

/** Longest request head; the largest part is a token. */
const MAX_HEADER_BYTES = 32_768;

/** The scoring port: HTTP, or HTTPS where the configuration names certificates. */
export function makeServer(http: GatewayConfig['http'], application: RequestListener): Server {
  const options: ServerOptions = {
    headersTimeout: http.headTimeoutSeconds * 1000,
    requestTimeout: Math.max(http.requestTimeoutSeconds, http.headTimeoutSeconds) * 1000,
    connectionsCheckingInterval: Math.min(CONNECTIONS_CHECK, http.headTimeoutSeconds * 500),
    // Longer than the idle time of the load balancers in front, so that they end a connection and never meet one that is ending.
    keepAliveTimeout: 300_000,
    maxHeaderSize: MAX_HEADER_BYTES,
    noDelay: true,
    // Node's own refusal has no body; the application's has.
    requireHostHeader: false,
  };
  const server = http.tls.certificatePath === '' ? createServer(options) : makeTlsServer(http.tls, options);
  const see = answerUnread(server);
  const listener: RequestListener = (request, response) => {
    see(request, response);
    application(request, response);
  };
  server.on('request', listener);
  server.maxConnections = http.maxConnections;
  // No byte in either direction for longer than an answer may take: a client that does not read what it asked for.
  server.setTimeout((http.timeoutSeconds + Math.max(http.requestTimeoutSeconds, http.headTimeoutSeconds)) * 1000);
  // A client that waits for leave to send its body gets it when the route reads it, not before it is known who it is.
  server.on('checkContinue', listener);
  server.on('checkExpectation', listener);
  return server;
}

function makeTlsServer(tls: GatewayConfig['http']['tls'], options: ServerOptions): TlsServer {
  const read = (): { cert: Buffer; key: Buffer; ca?: Buffer } => ({
    cert: readFileSync(tls.certificatePath),
    key: readFileSync(tls.keyPath),
    ...(tls.clientCaPath === '' ? {} : { ca: readFileSync(tls.clientCaPath) }),
  });
  let current: ReturnType<typeof read>;
  try {
    current = read();
  } catch (error) {
    throw new ConfigError(`http.tls: ${(error as Error).message}`);
  }
  const server = createTlsServer({ ...options, ...current, minVersion: 'TLSv1.2', requestCert: tls.clientCaPath !== '', rejectUnauthorized: tls.clientCaPath !== '' });
  setInterval(() => {
    try {
      const next = read();
      if (next.cert.equals(current.cert) && next.key.equals(current.key) && (next.ca === undefined || next.ca.equals(current.ca!))) return;
      server.setSecureContext({ ...next, minVersion: 'TLSv1.2' });
      current = next;
    } catch {
      // Half of a renewal: the certificate in force stays so until the next look.
    }
  }, CERTIFICATE_REFRESH).unref();
  return server;
}

/**
 * Listens; resolves with the port.
 *
 * @throws ConfigError when the port is taken or not allowed.
 */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new ConfigError(`cannot listen on port ${port}: ${error.message}`)));
    server.listen({ port, ...(host === '' ? {} : { host }), backlog: 4096 }, () => resolve((server.address() as AddressInfo).port));
  });
}
