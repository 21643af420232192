import { type Frame, WireError } from './decode';
import { encodeTextAndBytes } from './encode';
import { FrameKind } from './layout';

/** A request to, or a response of, a model that speaks HTTP itself: the strings of its head, and its body as it is. */
export class HttpMessage {
  /** Bytes on the wire, about. */
  readonly bytes: number;

  constructor(readonly head: readonly string[], readonly body: Buffer) {
    this.bytes = head.reduce((sum, text) => sum + text.length + 1, body.length);
  }
}

/** What R is told of a request beside its headers. Strings are bytes, one a character, as Node reads a request's head. */
export interface RequestHead {
  readonly method: string;
  /** Below the base path, still percent-encoded. */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
  readonly scheme: 'http' | 'https';
  readonly serverName: string;
  readonly serverPort: number;
  readonly clientAddress: string;
  readonly clientPort: number;
  /** Empty, or without a trailing slash. */
  readonly basePath: string;
  /** Who the gateway found the client to be; empty without authentication. */
  readonly user: string;
  /** In lower case, each name once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export function requestMessage(head: RequestHead, body: Buffer): HttpMessage {
  const { method, path, query, scheme, serverName, serverPort, clientAddress, clientPort, basePath, user, headers } = head;
  const strings = [method, path, query, scheme, serverName, String(serverPort), clientAddress, String(clientPort), basePath, user];
  for (const [name, value] of headers) strings.push(name, value);
  return new HttpMessage(strings, body);
}

export function encodeRequest(id: number, message: HttpMessage): Buffer {
  return encodeTextAndBytes(FrameKind.Request, id, message.head, message.body);
}

/**
 * Reads a RESPONSE frame.
 *
 * @throws WireError when its strings are not a status and pairs of name and value.
 */
export function decodeResponse(frame: Frame): HttpMessage {
  const { body, rows, text } = frame;
  if (text > body.length || (text > 0 && body[text - 1] !== 0)) throw new WireError('a response ends before its head does');
  const head = text === 0 ? [] : body.toString('latin1', 0, text - 1).split('\0');
  if (head.length !== rows || rows % 2 !== 1 || !/^[1-9]\d\d$/.test(head[0])) throw new WireError('a response has no status, or half a header');
  return new HttpMessage(head, body.subarray(text));
}
