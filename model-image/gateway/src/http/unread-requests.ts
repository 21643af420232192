import { STATUS_CODES, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { traceOf } from '../telemetry/trace';

/** What Node's parser gives up with, and what a client is told; its own answers have no body. Codes: https://nodejs.org/docs/latest-v20.x/api/http.html#event-clienterror */
const REFUSALS: Readonly<Record<string, readonly [status: number, title: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request came too slowly'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the extensions of the chunks are too large'],
  HPE_HEADER_OVERFLOW: [431, 'the head of the request is too large'],
};

/** Of the parser's other codes. */
const NOT_HTTP = [400, 'the request is not HTTP'] as const;

/**
 * Answers, as every refusal is answered, what is cut before it is a request: a head or a body that came too slowly, is too large, or is not HTTP.
 * The listener that it returns has to see every request.
 */
export function answerUnread(server: Server): RequestListener {
  /** Of each connection, the answer to the last request whose head was read. */
  const latest = new WeakMap<object, ServerResponse>();
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    const { code = '' } = error;
    const said = REFUSALS[code] ?? (code.startsWith('HPE_') ? NOT_HTTP : undefined);
    // Anything else is a connection that broke, or a handshake of TLS that failed: nobody could read it.
    if (said !== undefined && socket.writable && mayWrite(latest.get(socket), socket)) socket.write(refusal(said));
    // Ends after what is written, which end() alone would leave to the client.
    socket.destroySoon();
  });
  return (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, response);
  };
}

/** Not into the middle of another answer: nor of one that has begun, nor before one that waits for its turn. */
function mayWrite(response: ServerResponse | undefined, socket: Socket): boolean {
  return response === undefined || response.writableFinished || (response.socket === socket && !response.headersSent);
}

function refusal([status, title]: readonly [number, string]): string {
  const { traceId } = traceOf(undefined);
  const body = JSON.stringify({ title, status, requestId: traceId });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'connection: close', 'content-type: application/problem+json', `content-length: ${Buffer.byteLength(body)}`, `x-request-id: ${traceId}`];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
