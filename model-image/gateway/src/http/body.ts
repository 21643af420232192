import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from './problem';

/** The client went away before its request was complete; there is nobody to answer. */
export class ClientLeft extends Error {}

/**
 * Reads a request's body.
 *
 * @throws Problem 413 as soon as it is known to be larger than the limit, ClientLeft when the connection ends first.
 */
export function readBody(request: IncomingMessage, response: ServerResponse, limitBytes: number): Promise<Buffer> {
  const tooLarge = (): Problem => new Problem(413, `the body is larger than ${limitBytes} bytes`, {}, { connection: 'close' });
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.reject(tooLarge());
  if (request.headers.expect !== undefined) response.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        request.pause();
        reject(tooLarge());
      } else {
        chunks.push(chunk);
      }
    });
    // Every request closes, and an error with its stack is dear: it is made only for those that close too early.
    const leave = (): void => {
      if (!request.complete) reject(new ClientLeft());
    };
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('close', leave);
    request.on('error', leave);
  });
}
