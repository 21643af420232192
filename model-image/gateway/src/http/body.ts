import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from './problem';

/** The client went away before its request was complete; there is nobody to answer. */
export class ClientLeft extends Error {}

/** When a client whose body found no room may come back: bodies come and go within seconds. */
const RETRY_AFTER_SECONDS = '1';

/** Bytes of bodies that are being read, over all connections, and how many may be: a limit of each body alone lets many of them fill the memory. */
export class BodyBudget {
  private heldBytes = 0;

  constructor(readonly limitBytes: number) {}

  get bytes(): number {
    return this.heldBytes;
  }

  /** @throws Problem 503 when there is no room for so many bytes more. */
  admit(bytes: number): void {
    if (this.heldBytes + bytes <= this.limitBytes) return;
    throw new Problem(503, 'too many bodies are being read at once', {}, { 'retry-after': RETRY_AFTER_SECONDS });
  }

  hold(bytes: number): void {
    this.heldBytes += bytes;
  }

  release(bytes: number): void {
    this.heldBytes -= bytes;
  }
}

/**
 * Reads a request's body.
 *
 * @throws Problem 413 as soon as it is known to be larger than the limit, 503 as soon as the budget has no room for it, ClientLeft when the
 * connection ends first.
 */
export function readBody({ request, response, bodies }: BodyExchange, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    const tooLarge = (): Problem => new Problem(413, `the body is larger than ${limitBytes} bytes`, {}, { connection: 'close' });
    if (announced > limitBytes) throw tooLarge();
    bodies.admit(announced);
    if (request.headers.expect !== undefined) response.writeContinue();
    const chunks: Buffer[] = [];
    let size = 0;
    let over = false;
    const finish = (): void => {
      if (!over) bodies.release(size);
      over = true;
    };
    const refuse = (problem: unknown): void => {
      // What is left of it is not read, so the connection can be of no further use.
      request.pause();
      response.shouldKeepAlive = false;
      chunks.length = 0;
      finish();
      reject(problem as Error);
    };
    request.on('data', (chunk: Buffer) => {
      if (over) return;
      if (size + chunk.length > limitBytes) {
        refuse(tooLarge());
        return;
      }
      try {
        bodies.admit(chunk.length);
      } catch (problem) {
        refuse(problem);
        return;
      }
      size += chunk.length;
      bodies.hold(chunk.length);
      chunks.push(chunk);
    });
    // Every request closes, and an error with its stack is dear: it is made only for those that close too early.
    const leave = (): void => {
      finish();
      if (!request.complete) reject(new ClientLeft());
    };
    request.on('end', () => {
      finish();
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('close', leave);
    request.on('error', leave);
  });
}

/** Of an exchange, what its body is read with. */
export interface BodyExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bodies: BodyBudget;
}
